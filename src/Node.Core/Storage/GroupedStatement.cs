namespace Node.Core.Storage;

/// <summary>A statement of a <see cref="StatementGroup"/>: plain SQL with its parameters, or many rows.</summary>
/// <param name="Answer">Gets what comes back.</param>
internal sealed record GroupedStatement(GroupedNumbers Answer)
{
    /// <summary>The SQL; empty when it is rows.</summary>
    public string Sql { get; init; } = "";

    /// <summary>Its parameters: numbers and texts.</summary>
    public IReadOnlyList<(string Name, object Value)> Parameters { get; init; } = [];

    /// <summary>The rows; null when it is SQL.</summary>
    public BulkInsert? Rows { get; init; }
}
