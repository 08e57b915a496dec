using System.Collections.Concurrent;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Node.Testing;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>
/// Whatever is accepted by whichever process, and whichever process stops, or loses its database for good or for a time: runs of one
/// job start in order of acceptance, and none is lost or doubled.
/// </summary>
public abstract class RunOrderSuite(EngineKind engine, int processes) : DatabaseSuite(engine)
{
    private readonly int _processes = processes;

    /// <summary>How many runs each of the two jobs may have under way.</summary>
    private static readonly int[] ConcurrentMax = [1, 3];

    [Fact]
    public async Task Runs_of_a_job_start_in_order_of_acceptance()
    {
        var random = SeededRandom.Fresh();
        TestContext.Current.TestOutputHelper!.WriteLine(random.ToString());
        var commits = new CutCommits();
        await Test.ReopenAsync(commits);
        var rounds = TestScale.Pick(3, 60);
        for (var round = 0; round < rounds; round++)
        {
            try
            {
                await new Round(this, random).RunAsync();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{random}, round {round}: {e.Message}", e);
            }
        }

        // A process that is cut off and has nothing to write would prove nothing.
        Assert.InRange(commits.Count, rounds, int.MaxValue);
    }

    private static RunsOptions Options(SeededRandom random) => new()
    {
        ConcurrentMax = 1 + random.NextInt32(6),
        LaneQueueMax = 1 + random.NextInt32(6),
        JournalBatchMax = 1 + random.NextInt32(8),
        StopGrace = TimeSpan.Zero,
        LeaseTime = TimeSpan.FromSeconds(1),
    };

    private sealed class Round(RunOrderSuite suite, SeededRandom random)
    {
        private readonly FakeOutboundHttp _http = new();
        private readonly ConcurrentBag<(int Job, int N, AcceptedRun Run)> _accepted = [];
        private readonly List<OrderProcess> _abandoned = [];
        private readonly List<Job> _jobs = [];
        private readonly List<Task> _sending = [];
        private OrderProcess[] _alive = [];
        private int _sent;

        public async Task RunAsync()
        {
            var source = new HeldSource(_http);
            var observer = new RunnerRig(suite.Database);
            foreach (var max in ConcurrentMax)
            {
                _jobs.Add(await observer.AddJobAsync(HeldSource.Pipeline, max));
            }

            _alive = await Task.WhenAll(Enumerable.Range(0, suite._processes).Select(_ => StartAsync()));
            await AbandonAsync(source);
            for (var step = 0; step < 12; step++)
            {
                await StepAsync(source);
            }

            source.Let(100_000);
            foreach (var cut in _alive.Where(process => process.IsCut))
            {
                cut.Heal();
            }

            await Task.WhenAll(_sending);
            await RunnerRig.UntilAsync(async () => await observer.OpenCountAsync() == 0, "all runs should end");
            await CheckAsync(observer, [.. source.Asked.Distinct()]);
            foreach (var process in _alive.Concat(_abandoned))
            {
                await process.CloseAsync();
            }
        }

        // Once in each round at least: a process with runs under way is gone, and others go on when its lease is over.
        private async Task AbandonAsync(HeldSource source)
        {
            Send(10);
            await RunnerRig.UntilAsync(() => source.Inside > 0, "a run should be under way");
            await LoseAsync(random.NextInt32(_alive.Length));
            Send(5);
        }

        private async Task StepAsync(HeldSource source)
        {
            var at = random.NextInt32(_alive.Length);
            switch (random.NextInt32(7))
            {
                case 0 when !_alive[at].IsCut:
                    await Task.WhenAll(_sending); // a sender hears nothing from a process that is closed under it
                    await _alive[at].CloseAsync();
                    _alive[at] = await StartAsync();
                    break;
                case 1:
                    await LoseAsync(at);
                    break;
                case 2 when suite._processes > 1 && _alive.Count(process => !process.IsCut) > 1:
                    _alive[at].Cut();
                    break;
                case 3 when _alive[at].IsCut:
                    _alive[at].Heal();
                    break;
                case 4:
                    source.Let(1 + random.NextInt32(10));
                    break;
                default:
                    Send(1 + random.NextInt32(15));
                    break;
            }
        }

        // For good: nobody closes it, and another takes its place.
        private async Task LoseAsync(int at)
        {
            _alive[at].Cut();
            _abandoned.Add(_alive[at]);
            _alive[at] = await StartAsync();
        }

        private Task<OrderProcess> StartAsync() => OrderProcess.StartAsync(suite.Database, _http, Options(random), _jobs);

        private void Send(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _sending.Add(SendAsync(random.NextInt32(_alive.Length), random.NextInt32(_jobs.Count), _sent++));
            }
        }

        private async Task SendAsync(int at, int job, int n)
        {
            while (true)
            {
                // Whoever hears nothing asks again, under the same key, whoever answers.
                if (await _alive[at].AcceptAsync(_jobs[job], n) is { } run)
                {
                    _accepted.Add((job, n, run));
                    return;
                }

                at = (at + 1) % _alive.Length;
                await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
            }
        }

        // With several at once, all but so many of those accepted earlier have asked before. One may take its time, and others go on beside it.
        private async Task CheckAsync(RunnerRig observer, List<int> asked)
        {
            for (var job = 0; job < _jobs.Count; job++)
            {
                var expected = _accepted.Where(run => run.Job == job).OrderBy(run => run.Run.RunId).Select(run => run.N).ToList();
                var places = asked.Where(expected.Contains).Select(n => expected.IndexOf(n)).ToList();
                Assert.Equal(expected.Count, places.Count);
                Assert.All(places, (place, i) => Assert.InRange(place - i, int.MinValue, ConcurrentMax[job] - 1));
                var history = await observer.HistoryAsync(_jobs[job]);
                Assert.Equal(expected.Select(n => $"k{n}"), history.OrderBy(run => run.Id).Select(run => run.TriggerKey));
                Assert.All(history, run => Assert.Equal(RunStatus.Completed, run.State));
            }
        }
    }
}
