using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

/// <summary>A time in which every writer of runs waits.</summary>
internal sealed class HeldRuns : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _holding;

    private HeldRuns(Database database) => _holding = database.WriteAsync(HoldAsync, CancellationToken.None);

    public static async Task<HeldRuns> BeginAsync(Database database)
    {
        var held = new HeldRuns(database);
        await held._entered.Task.WaitAsync(Patience);
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await _holding.WaitAsync(Patience);
    }

    private async Task HoldAsync(WriteSession session)
    {
        // SQLite has one writer, so that being it is enough.
        if (session.Dialect.Engine == EngineKind.Postgres)
        {
            await session.ExecuteAsync("LOCK TABLE run_keys, runs_open, runs IN ACCESS EXCLUSIVE MODE");
        }

        _entered.TrySetResult();
        await _released.Task;
    }
}
