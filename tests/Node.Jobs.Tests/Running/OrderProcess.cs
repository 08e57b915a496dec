using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>A process of the order test: a runner that may be cut off from the database, for a time or for good.</summary>
internal sealed class OrderProcess
{
    private readonly RunnerRig _rig;
    private TaskCompletionSource _gone = New();
    private volatile bool _isCut;

    private OrderProcess(RunnerRig rig) => _rig = rig;

    public bool IsCut => _isCut;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts one.</summary>
    /// <param name="database">Observed by <see cref="CutCommits"/>.</param>
    /// <param name="http">The outside.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="jobs">The stored jobs.</param>
    public static async Task<OrderProcess> StartAsync(Database database, FakeOutboundHttp http, RunsOptions options, IEnumerable<Job> jobs)
    {
        var process = new OrderProcess(new RunnerRig(database, http: http, options: options).With([.. jobs]));
        CutCommits.Enter(process);
        await process._rig.StartAsync();
        return process;
    }

    /// <summary>From here it writes nothing, and goes on as if it did. Its senders hear no more of it.</summary>
    public void Cut()
    {
        _isCut = true;
        _gone.TrySetResult();
    }

    /// <summary>It comes back, with what it still wanted to write.</summary>
    public void Heal()
    {
        _gone = New();
        _isCut = false;
    }

    /// <summary>Asks for a run.</summary>
    /// <returns>Null when the sender cannot know whether it was accepted.</returns>
    public async Task<AcceptedRun?> AcceptAsync(Job job, int n)
    {
        CutCommits.Enter(this);
        var gone = _gone.Task;
        var accepting = _rig.AcceptAsync(job, $"k{n}", PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n))))));
        await Task.WhenAny(accepting, gone);
        if (accepting.IsCompletedSuccessfully || !gone.IsCompleted)
        {
            return await accepting;
        }

        // Whatever comes of it is nobody's business any more.
        _ = accepting.ContinueWith(static task => _ = task.Exception, Token, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return null;
    }

    public Task CloseAsync()
    {
        CutCommits.Enter(this);
        return _rig.CloseAsync();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
