using System.Data.Common;
using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

/// <summary>
/// Commits of several processes that a test keeps in one: those of a process that is cut off do not happen, and whether its last before
/// did it cannot tell. Whose a commit is follows the flow of the code, from what a process was started or called with.
/// </summary>
internal sealed class CutCommits : ICommitObserver
{
    private static readonly AsyncLocal<OrderProcess?> Current = new();

    private int _cut;

    /// <summary>How many commits were cut.</summary>
    public int Count => Volatile.Read(ref _cut);

    public static void Enter(OrderProcess process) => Current.Value = process;

    public void BeforeCommit(string mark) => Look();

    public void AfterCommit(string mark) => Look();

    private void Look()
    {
        if (Current.Value is { IsCut: true })
        {
            Interlocked.Increment(ref _cut);
            throw new CutException();
        }
    }

    private sealed class CutException() : DbException("the connection was cut");
}
