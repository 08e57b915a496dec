using Npgsql;
using NpgsqlTypes;

namespace Node.Core.Storage;

/// <summary>Sends the statements of a <see cref="StatementGroup"/> as one batch of the protocol.</summary>
internal static class PostgresGroup
{
    /// <summary>From so many rows on a COPY is quicker than arrays, though it has ways there and back of its own.</summary>
    private const int CopyRowsMin = 48;

    /// <summary>Executes the statements in their order; rows that are copied come after all others, as nothing asks for them.</summary>
    public static async Task SendAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<GroupedStatement> statements, CancellationToken cancellationToken)
    {
        List<BulkInsert> copies = [];
        await using var batch = new NpgsqlBatch(connection, transaction);
        List<GroupedNumbers> answers = [];
        foreach (var statement in statements)
        {
            if (statement.Rows is { } rows)
            {
                statement.Answer.Values = [];
                if (rows is { SkipConflicts: false, Returning: null, Rows.Count: >= CopyRowsMin })
                {
                    copies.Add(rows);
                    continue;
                }

                if (rows.Rows.Count == 0)
                {
                    continue;
                }
            }

            batch.BatchCommands.Add(CommandOf(statement));
            if (statement.Rows is null || statement.Rows.Returning is not null)
            {
                answers.Add(statement.Answer);
            }
        }

        if (batch.BatchCommands.Count > 0)
        {
            await ReadAsync(batch, answers, cancellationToken);
        }

        foreach (var rows in copies)
        {
            await PostgresRows.CopyAsync(connection, rows, cancellationToken);
        }
    }

    // Statements that give nothing back have no result to go to.
    private static async Task ReadAsync(NpgsqlBatch batch, IReadOnlyList<GroupedNumbers> answers, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var answer in answers)
        {
            List<long> numbers = [];
            while (await reader.ReadAsync(cancellationToken))
            {
                numbers.Add(reader.GetInt64(0));
            }

            answer.Values = numbers;
            await reader.NextResultAsync(cancellationToken);
        }
    }

    private static NpgsqlBatchCommand CommandOf(GroupedStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Rows is { } rows ? PostgresRows.Insert(rows) : statement.Sql);
        if (statement.Rows is { } inserted)
        {
            command.Parameters.AddRange(PostgresRows.Arrays(inserted).ToArray());
        }

        foreach (var (name, value) in statement.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value is long ? NpgsqlDbType.Bigint : NpgsqlDbType.Text) { Value = value });
        }

        return command;
    }
}
