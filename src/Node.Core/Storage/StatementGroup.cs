namespace Node.Core.Storage;

/// <summary>
/// Statements of one transaction of which none needs the answer to another. They are sent together and executed in the order in which they were
/// added: with a server that is one way there and back instead of one for each.
/// </summary>
public sealed class StatementGroup
{
    private readonly WriteSession _session;
    private readonly List<GroupedStatement> _statements = [];

    internal StatementGroup(WriteSession session) => _session = session;

    /// <summary>What differs between the engines.</summary>
    public ISqlDialect Dialect => _session.Dialect;

    internal IReadOnlyList<GroupedStatement> Statements => _statements;

    /// <summary>Adds a statement that gives back one column of numbers.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters by name, without <c>@</c>: numbers (<see cref="long"/>) and texts.</param>
    public GroupedNumbers Query(string sql, params IReadOnlyList<(string Name, object Value)> parameters) =>
        Add(new GroupedStatement(new GroupedNumbers()) { Sql = sql, Parameters = parameters });

    /// <summary>Adds many rows.</summary>
    /// <returns>The values of the returning column of the rows that go in; empty when none was asked for.</returns>
    public GroupedNumbers Insert(BulkInsert rows) => Add(new GroupedStatement(new GroupedNumbers()) { Rows = rows });

    /// <summary>Sends what was added. To be called once; nothing may be added afterwards.</summary>
    public Task SendAsync() => _statements.Count == 0 ? Task.CompletedTask : _session.SendAsync(_statements);

    private GroupedNumbers Add(GroupedStatement statement)
    {
        _statements.Add(statement);
        return statement.Answer;
    }
}
