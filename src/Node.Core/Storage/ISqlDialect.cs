using System.Data.Common;

namespace Node.Core.Storage;

/// <summary>What differs between the two engines in the SQL that repositories say.</summary>
public interface ISqlDialect
{
    /// <summary>Which engine this is.</summary>
    EngineKind Engine { get; }

    /// <summary>Ends a <c>SELECT</c> that claims rows, so that two claimers never wait for each other: <c>FOR UPDATE SKIP LOCKED</c>, or nothing where writers queue anyway.</summary>
    string SkipLocked { get; }

    /// <summary>Ends a <c>SELECT</c> whose rows are changed later in the same transaction: <c>FOR UPDATE</c>, or nothing.</summary>
    string ForUpdate { get; }

    /// <summary>Ends a <c>SELECT</c> whose rows must not be removed before the transaction ends, though others may read and change them: <c>FOR KEY SHARE</c>, or nothing where writers queue anyway.</summary>
    string ForKeyShare { get; }

    /// <summary>The database's clock as an expression: microseconds since 1970, UTC.</summary>
    string NowMicros { get; }

    /// <summary>A condition that <paramref name="column"/> is among the numbers of the JSON array in <paramref name="parameter"/>, e.g. <c>InNumbers("id", "@ids")</c>.</summary>
    string InNumbers(string column, string parameter);

    /// <summary>A condition that <paramref name="column"/> is among the texts of the JSON array in <paramref name="parameter"/>.</summary>
    string InTexts(string column, string parameter);

    /// <summary>Writes many rows; gives back the values of the returning column of the rows that went in, or nothing.</summary>
    Task<IReadOnlyList<long>> BulkInsertAsync(DbConnection connection, DbTransaction transaction, BulkInsert rows, CancellationToken cancellationToken);

    /// <summary>Executes statements of which none needs the answer to another, in their order, with as few ways there and back as it can.</summary>
    internal Task SendAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<GroupedStatement> statements, CancellationToken cancellationToken);
}
