namespace Node.Core.Storage;

/// <summary>How a column of a <see cref="BulkInsert"/> is bound.</summary>
public enum BulkType
{
    /// <summary>A <see cref="long"/>: <c>bigint</c>, <c>INTEGER</c>.</summary>
    Number,

    /// <summary>A <see cref="string"/>: <c>text</c>, <c>TEXT</c>.</summary>
    Text,

    /// <summary>A byte array: <c>bytea</c>, <c>BLOB</c>.</summary>
    Bytes,

    /// <summary>A <see cref="DateTimeOffset"/> kept as UTC microseconds: <c>bigint</c>, <c>INTEGER</c>.</summary>
    Time,
}
