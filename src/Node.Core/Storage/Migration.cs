namespace Node.Core.Storage;

/// <summary>One numbered step of the schema.</summary>
/// <param name="Name">Number and name, the same for both engines, e.g. <c>201_runs</c>.</param>
/// <param name="Sql">The plain SQL for one engine.</param>
public sealed record Migration(string Name, string Sql);
