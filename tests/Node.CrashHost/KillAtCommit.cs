using System.Diagnostics;
using Node.Core.Storage;

namespace Node.CrashHost;

/// <summary>Ends the process as <c>kill -9</c> does when it comes to the point that a file names, such as <c>before finish</c>.</summary>
internal sealed class KillAtCommit(string file) : ICommitObserver
{
    public void BeforeCommit(string mark) => Reach($"before {mark}");

    public void AfterCommit(string mark) => Reach($"after {mark}");

    private void Reach(string point)
    {
        if (File.Exists(file) && File.ReadAllText(file) == point)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
