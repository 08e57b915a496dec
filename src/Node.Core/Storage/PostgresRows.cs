using Npgsql;
using NpgsqlTypes;

namespace Node.Core.Storage;

/// <summary>Many rows for PostgreSQL: a binary COPY, or one INSERT over arrays where conflicts or returned values matter.</summary>
internal static class PostgresRows
{
    /// <summary>Copies the rows.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, BulkInsert rows, CancellationToken cancellationToken)
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

    /// <summary>The INSERT over arrays, whose parameters are <see cref="Arrays"/>.</summary>
    public static string Insert(BulkInsert rows)
    {
        var names = string.Join(", ", rows.Columns.Select(column => column.Name));
        var arrays = string.Join(", ", rows.Columns.Select((column, i) => $"${i + 1}::{SqlTypeOf(column.Type)}[]"));
        var returning = rows.Returning is { } index ? $" RETURNING {rows.Columns[index].Name}" : "";
        return $"INSERT INTO {rows.Table} ({names}) SELECT * FROM unnest({arrays}){(rows.SkipConflicts ? " ON CONFLICT DO NOTHING" : "")}{returning}";
    }

    /// <summary>The columns, one array each.</summary>
    public static IEnumerable<NpgsqlParameter> Arrays(BulkInsert rows) => rows.Columns.Select((column, i) => new NpgsqlParameter
    {
        Value = ColumnOf(rows, i),
        NpgsqlDbType = NpgsqlDbType.Array | TypeOf(column.Type),
    });

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
