using System.Data.Common;
using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

/// <summary>Cuts the connection once, after the commit of <paramref name="mark"/> has happened: who commits cannot tell.</summary>
internal sealed class CutOnce(string mark) : ICommitObserver
{
    private int _cut;

    public void BeforeCommit(string committed)
    {
    }

    public void AfterCommit(string committed)
    {
        if (committed == mark && Interlocked.Exchange(ref _cut, 1) == 0)
        {
            throw new CutException();
        }
    }

    private sealed class CutException() : DbException("the connection was cut");
}
