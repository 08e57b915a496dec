using System.Buffers;
using Npgsql;
using NpgsqlTypes;

namespace Node.Core.Storage;

/// <summary>Many rows for PostgreSQL: a binary COPY, or one INSERT over arrays where conflicts or returned values matter.</summary>
internal static class PostgresRows
{
    /// <summary>How many bytes are gathered before they are sent.</summary>
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Copies the rows.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, BulkInsert rows, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", rows.Columns.Select(column => column.Name));
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {rows.Table} ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        try
        {
            var buffer = new ArrayBufferWriter<byte>(ChunkBytes);
            CopyRows.Begin(buffer);
            foreach (var row in rows.Rows)
            {
                CopyRows.Write(buffer, rows.Columns, row);
                if (buffer.WrittenCount >= ChunkBytes)
                {
                    await copy.WriteAsync(buffer.WrittenMemory, cancellationToken);
                    buffer.ResetWrittenCount();
                }
            }

            CopyRows.Finish(buffer);
            await copy.WriteAsync(buffer.WrittenMemory, cancellationToken);
        }
        catch (InvalidCastException)
        {
            // What was sent so far would count as all. A failure of the connection has ended the copy already, and ending it again would hide it.
            await copy.CancelAsync();
            throw;
        }
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
