using System.Data.Common;
using Dapper;

namespace Node.Core.Storage;

/// <summary>One transaction. It commits when the work given to <c>Database.WriteAsync</c> returns, and rolls back when it throws.</summary>
public sealed class WriteSession : ReadSession
{
    private readonly List<Action> _afterCommit = [];
    private readonly List<Action> _whenUnknown = [];
    private readonly List<string> _marks = [];

    internal WriteSession(ISqlDialect dialect, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
        : base(dialect, connection, transaction, cancellationToken)
    {
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? args = null) => Connection.ExecuteAsync(Command(sql, args));

    /// <summary>Writes many rows.</summary>
    /// <returns>The values of the returning column of the rows that went in; empty when none was asked for.</returns>
    public Task<IReadOnlyList<long>> BulkInsertAsync(BulkInsert rows) =>
        Dialect.BulkInsertAsync(Connection, Transaction!, rows, CancellationToken);

    /// <summary>A group of statements that will be sent together.</summary>
    public StatementGroup NewGroup() => new(this);

    /// <summary>Registers what is to happen once the transaction is durable, such as waking a loop. Not called after a rollback.</summary>
    /// <remarks>Must be quick and must not throw: the commit has happened, or may have.</remarks>
    /// <param name="action">What is to happen.</param>
    /// <param name="whenUnknown">What is to happen instead when the commit failed and nobody knows whether it is durable, such as looking again. Default, null: nothing.</param>
    public void AfterCommit(Action action, Action? whenUnknown = null)
    {
        _afterCommit.Add(action);
        if (whenUnknown is not null)
        {
            _whenUnknown.Add(whenUnknown);
        }
    }

    /// <summary>Names what this transaction does, e.g. <c>finish</c>, for an <see cref="ICommitObserver"/>. A transaction may have several names.</summary>
    /// <returns>The session, so that a transaction of one statement can be named on the way.</returns>
    public WriteSession Mark(string name)
    {
        if (!_marks.Contains(name))
        {
            _marks.Add(name);
        }

        return this;
    }

    internal Task SendAsync(IReadOnlyList<GroupedStatement> statements) => Dialect.SendAsync(Connection, Transaction!, statements, CancellationToken);

    internal void BeforeCommit(ICommitObserver? observer)
    {
        foreach (var mark in _marks)
        {
            observer?.BeforeCommit(mark);
        }
    }

    internal void AfterCommit(ICommitObserver? observer)
    {
        foreach (var mark in _marks)
        {
            observer?.AfterCommit(mark);
        }
    }

    internal void Committed()
    {
        foreach (var action in _afterCommit)
        {
            action();
        }
    }

    internal void CommitUnknown()
    {
        foreach (var action in _whenUnknown)
        {
            action();
        }
    }
}
