namespace Node.Core.Storage;

/// <summary>Who is told around each marked commit: nobody in the program itself; crash tests end the process there.</summary>
public interface ICommitObserver
{
    /// <summary>All statements of the transaction have run; the commit comes next.</summary>
    void BeforeCommit(string mark);

    /// <summary>The commit has happened; nobody has been told of it yet.</summary>
    void AfterCommit(string mark);
}
