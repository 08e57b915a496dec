using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Node.Testing;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Whatever is accepted by whichever process, and whichever process dies: runs of one job start in order of acceptance.</summary>
public abstract class RunOrderSuite(EngineKind engine, int processes) : DatabaseSuite(engine)
{
    [Fact]
    public async Task Runs_of_a_job_start_in_order_of_acceptance()
    {
        var random = SeededRandom.Fresh();
        TestContext.Current.TestOutputHelper!.WriteLine(random.ToString());
        for (var round = 0; round < TestScale.Pick(2, 60); round++)
        {
            try
            {
                await RoundAsync(random);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{random}, round {round}: {e.Message}", e);
            }
        }
    }

    private async Task RoundAsync(SeededRandom random)
    {
        var http = new FakeOutboundHttp();
        var source = new HeldSource(http);
        var jobs = new List<Job>();
        var rigs = new RunnerRig[processes];
        for (var i = 0; i < processes; i++)
        {
            rigs[i] = new RunnerRig(Database, http: http, options: Options(random));
            while (jobs.Count < 2)
            {
                jobs.Add(await rigs[0].AddJobAsync(HeldSource.Pipeline));
            }

            rigs[i].With([.. jobs]);
            await rigs[i].StartAsync();
        }

        var accepted = new List<Task<(int Job, int N, AcceptedRun Run)>>();
        for (var step = 0; step < 12; step++)
        {
            switch (random.NextInt32(5))
            {
                case 0:
                    var dead = random.NextInt32(processes);
                    await Task.WhenAll(accepted); // a sender hears nothing from a process that is closed under it
                    await rigs[dead].CloseAsync();
                    rigs[dead] = new RunnerRig(Database, http: http, options: Options(random)).With([.. jobs]);
                    await rigs[dead].StartAsync();
                    break;
                case 1:
                    source.Let(1 + random.NextInt32(10));
                    break;
                default:
                    for (var i = random.NextInt32(15); i >= 0; i--)
                    {
                        accepted.Add(AcceptAsync(rigs[random.NextInt32(processes)], jobs, random.NextInt32(2), accepted.Count));
                    }

                    break;
            }
        }

        source.Let(100_000);
        var all = await Task.WhenAll(accepted);
        await RunnerRig.UntilAsync(async () => await rigs[0].OpenCountAsync() == 0, "all runs should end");
        var firsts = source.Asked.Distinct().ToList();
        for (var job = 0; job < jobs.Count; job++)
        {
            var expected = all.Where(run => run.Job == job).OrderBy(run => run.Run.RunId).Select(run => run.N).ToList();
            Assert.Equal(expected, firsts.Where(n => expected.Contains(n)));
            Assert.Equal(expected.Count, (await rigs[0].HistoryAsync(jobs[job])).Count);
        }

        foreach (var rig in rigs)
        {
            await rig.CloseAsync();
        }
    }

    private static RunsOptions Options(SeededRandom random) => new()
    {
        ConcurrentMax = 1 + random.NextInt32(4),
        LaneQueueMax = 1 + random.NextInt32(6),
        JournalBatchMax = 1 + random.NextInt32(8),
        StopGrace = TimeSpan.Zero,
        LeaseTime = TimeSpan.FromSeconds(1),
    };

    private static async Task<(int Job, int N, AcceptedRun Run)> AcceptAsync(RunnerRig rig, List<Job> jobs, int job, int n) =>
        (job, n, await rig.AcceptAsync(jobs[job], $"k{n}", PipelineValue.Map(("jobRun", PipelineValue.Map(("n", PipelineValue.Of(n)))))));
}
