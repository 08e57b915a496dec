using Node.Core.Storage;

namespace Node.Core.Tests.Storage;

/// <summary>Notes what it is told of.</summary>
internal sealed class ObservedCommits : ICommitObserver
{
    public List<string> Told { get; } = [];

    public void BeforeCommit(string mark) => Told.Add($"before {mark}");

    public void AfterCommit(string mark) => Told.Add($"after {mark}");
}
