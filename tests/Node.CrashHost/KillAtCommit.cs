using System.Diagnostics;
using System.Globalization;
using Node.Core.Storage;

namespace Node.CrashHost;

/// <summary>Ends the process as <c>kill -9</c> does when it comes for the n-th time to the point that a file names, such as <c>before finish 3</c>.</summary>
internal sealed class KillAtCommit(string file) : ICommitObserver
{
    private int _times;

    public void BeforeCommit(string mark) => Reach($"before {mark}");

    public void AfterCommit(string mark) => Reach($"after {mark}");

    private void Reach(string point)
    {
        if (!File.Exists(file))
        {
            return;
        }

        var asked = File.ReadAllText(file);
        var end = asked.LastIndexOf(' ');
        if (asked[..end] == point && Interlocked.Increment(ref _times) == int.Parse(asked[(end + 1)..], CultureInfo.InvariantCulture))
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
