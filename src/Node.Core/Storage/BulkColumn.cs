namespace Node.Core.Storage;

/// <summary>A column of a <see cref="BulkInsert"/>.</summary>
/// <param name="Name">The column's name in the table.</param>
/// <param name="Type">How its values are bound.</param>
public sealed record BulkColumn(string Name, BulkType Type);
