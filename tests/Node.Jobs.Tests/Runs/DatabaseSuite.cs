using System.Reflection;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Testing.Storage;
using Xunit;

namespace Node.Jobs.Tests.Runs;

/// <summary>A suite that both engines must pass: each test has a fresh database.</summary>
public abstract class DatabaseSuite(EngineKind engine) : IAsyncLifetime
{
    protected TestDatabase Test { get; private set; } = null!;

    protected Database Database => Test.Database;

    protected EngineKind Engine => engine;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Whose tables the database has.</summary>
    protected virtual Assembly[] MigrationOwners => [typeof(RunJournal).Assembly];

    public virtual async ValueTask InitializeAsync() => Test = await TestDatabase.CreateAsync(engine, MigrationOwners);

    public virtual async ValueTask DisposeAsync()
    {
        await Test.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
