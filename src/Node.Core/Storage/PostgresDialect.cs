using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Node.Core.Storage;

/// <summary>PostgreSQL's ways. A bulk insert is a binary COPY, or one INSERT over arrays where conflicts or returned values matter.</summary>
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
            return await InsertArraysAsync((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, rows, cancellationToken);
        }

        await CopyAsync((NpgsqlConnection)connection, rows, cancellationToken);
        return [];
    }

    private static async Task CopyAsync(NpgsqlConnection connection, BulkInsert rows, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", rows.Columns.Select(column => column.Name));
        await using var writer = await connection.BeginBinaryImportAsync(
            $"COPY {rows.Table} ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows.Rows)
        {
            await writer.StartRowAsync(cancellationToken);
            for (var i = 0; i < row.Length; i++)
            {
                switch (row[i])
                {
                    case null:
                        await writer.WriteNullAsync(cancellationToken);
                        break;
                    case DateTimeOffset time:
                        await writer.WriteAsync(UtcMicros.From(time), NpgsqlDbType.Bigint, cancellationToken);
                        break;
                    case var value:
                        await writer.WriteAsync(value, TypeOf(rows.Columns[i].Type), cancellationToken);
                        break;
                }
            }
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<long>> InsertArraysAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BulkInsert rows, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", rows.Columns.Select(column => column.Name));
        var arrays = string.Join(", ", rows.Columns.Select((column, i) => $"${i + 1}::{SqlTypeOf(column.Type)}[]"));
        var returning = rows.Returning is { } index ? $" RETURNING {rows.Columns[index].Name}" : "";
        await using var command = new NpgsqlCommand(
            $"INSERT INTO {rows.Table} ({names}) SELECT * FROM unnest({arrays}){(rows.SkipConflicts ? " ON CONFLICT DO NOTHING" : "")}{returning}",
            connection,
            transaction);
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = ColumnOf(rows, i),
                NpgsqlDbType = NpgsqlDbType.Array | TypeOf(rows.Columns[i].Type),
            });
        }

        List<long> returned = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            returned.Add(reader.GetInt64(0));
        }

        return returned;
    }

    private static object ColumnOf(BulkInsert rows, int index) => rows.Columns[index].Type switch
    {
        BulkType.Text => rows.Rows.Select(row => (string?)row[index]).ToArray(),
        BulkType.Bytes => rows.Rows.Select(row => (byte[]?)row[index]).ToArray(),
        BulkType.Time => rows.Rows.Select(row => row[index] is DateTimeOffset time ? UtcMicros.From(time) : (long?)null).ToArray(),
        _ => rows.Rows.Select(row => (long?)row[index]).ToArray(),
    };

    private static NpgsqlDbType TypeOf(BulkType type) => type switch
    {
        BulkType.Text => NpgsqlDbType.Text,
        BulkType.Bytes => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Bigint,
    };

    private static string SqlTypeOf(BulkType type) => type switch
    {
        BulkType.Text => "text",
        BulkType.Bytes => "bytea",
        _ => "bigint",
    };
}
