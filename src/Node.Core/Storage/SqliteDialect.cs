using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Node.Core.Storage;

/// <summary>SQLite's ways. A bulk insert is one prepared statement run once per row: there is no round trip to save.</summary>
internal sealed class SqliteDialect : ISqlDialect
{
    public EngineKind Engine => EngineKind.Sqlite;

    public string SkipLocked => "";

    public string ForUpdate => "";

    public string ForKeyShare => "";

    public string NowMicros => "CAST(unixepoch('now', 'subsec') * 1000000 AS INTEGER)";

    public string InNumbers(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public string InTexts(string column, string parameter) => InNumbers(column, parameter);

    public Task<IReadOnlyList<long>> BulkInsertAsync(
        DbConnection connection, DbTransaction transaction, BulkInsert rows, CancellationToken cancellationToken)
    {
        using var command = ((SqliteConnection)connection).CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        var names = string.Join(", ", rows.Columns.Select(column => column.Name));
        var values = string.Join(", ", rows.Columns.Select((_, i) => $"@p{i}"));
        command.CommandText = $"INSERT INTO {rows.Table} ({names}) VALUES ({values}){(rows.SkipConflicts ? " ON CONFLICT DO NOTHING" : "")}";
        var parameters = new SqliteParameter[rows.Columns.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.Parameters.Add($"@p{i}", TypeOf(rows.Columns[i].Type));
        }

        command.Prepare();
        List<long> returned = [];
        foreach (var row in rows.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = row[i] switch
                {
                    null => DBNull.Value,
                    DateTimeOffset time => UtcMicros.From(time),
                    var value => value,
                };
            }

            if (command.ExecuteNonQuery() > 0 && rows.Returning is { } returning)
            {
                returned.Add((long)row[returning]!);
            }
        }

        return Task.FromResult<IReadOnlyList<long>>(returned);
    }

    // There is no way to save: one after the other.
    public async Task SendAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<GroupedStatement> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            statement.Answer.Values = statement.Rows switch
            {
                null => Query((SqliteConnection)connection, (SqliteTransaction)transaction, statement),
                { Rows.Count: 0 } => [],
                var rows => await BulkInsertAsync(connection, transaction, rows, cancellationToken),
            };
        }
    }

    private static List<long> Query(SqliteConnection connection, SqliteTransaction transaction, GroupedStatement statement)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statement.Sql;
        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.AddWithValue("@" + name, value);
        }

        List<long> numbers = [];
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    private static SqliteType TypeOf(BulkType type) => type switch
    {
        BulkType.Text => SqliteType.Text,
        BulkType.Bytes => SqliteType.Blob,
        _ => SqliteType.Integer,
    };
}
