using System.Data.Common;
using Npgsql;

namespace Node.Core.Storage;

/// <summary>PostgreSQL's ways.</summary>
internal sealed class PostgresDialect : ISqlDialect
{
    public EngineKind Engine => EngineKind.Postgres;

    public string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public string ForUpdate => "FOR UPDATE";

    public string ForKeyShare => "FOR KEY SHARE";

    public string NowMicros => "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

    public string InNumbers(string column, string parameter) =>
        $"{column} = ANY (ARRAY(SELECT value::bigint FROM json_array_elements_text({parameter}::json)))";

    public string InTexts(string column, string parameter) =>
        $"{column} = ANY (ARRAY(SELECT json_array_elements_text({parameter}::json)))";

    public async Task<IReadOnlyList<long>> BulkInsertAsync(
        DbConnection connection, DbTransaction transaction, BulkInsert rows, CancellationToken cancellationToken)
    {
        if (rows.Rows.Count == 0)
        {
            return [];
        }

        if (rows.SkipConflicts || rows.Returning is not null)
        {
            var statement = new GroupedStatement(new GroupedNumbers()) { Rows = rows };
            await SendAsync(connection, transaction, [statement], cancellationToken);
            return statement.Answer.Values;
        }

        await PostgresRows.CopyAsync((NpgsqlConnection)connection, rows, cancellationToken);
        return [];
    }

    public Task SendAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<GroupedStatement> statements, CancellationToken cancellationToken) =>
        PostgresGroup.SendAsync((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, statements, cancellationToken);
}
