namespace Node.Core.Storage;

/// <summary>Many rows for one table, written in one go by whatever the engine does fastest.</summary>
/// <param name="Table">The table; a constant of the owning repository, never outside text.</param>
/// <param name="Columns">The columns in the order of the values.</param>
/// <param name="Rows">One array per row, as long as <paramref name="Columns"/>.</param>
public sealed record BulkInsert(string Table, IReadOnlyList<BulkColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Leaves out a row that breaks a unique constraint, instead of failing. Default: false.</summary>
    public bool SkipConflicts { get; init; }

    /// <summary>The index of an <see cref="BulkType.Number"/> column whose values, of the rows that went in, are given back. Default: none.</summary>
    public int? Returning { get; init; }
}
