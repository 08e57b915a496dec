using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Eth.Transactions;
using Node.Testing;
using Node.Testing.Chain;
using Xunit;
using Utf = System.Text.Encoding;

namespace Node.Eth.Tests.Transactions;

/// <summary>
/// The process dies between any two writes, comes back on the same store, and every transaction still happens exactly once.
/// </summary>
public abstract class TxCrashTests(EngineKind engine)
{
    private static readonly string[] Origins = ["a", "b", "too big", "c"];

    // A long run dies at every single request.
    private int Stride => TestScale.Pick(engine == EngineKind.Sqlite ? 2 : 5, 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dying_at_any_request_before_or_after_the_endpoint_saw_it_loses_and_doubles_nothing(bool afterwards)
    {
        await using var store = await TxRig.CreateAsync(engine);
        for (var requests = 0; ; requests += Stride)
        {
            var rig = await OnChainAsync(store, 10_000 + requests);
            rig.Wire.CrashAfter(requests, afterwards);
            var crashed = await LiveAsync(rig, () => rig.Wire.HasCrashed);
            await CheckAsync(rig, $"died at request {requests}, {(afterwards ? "after" : "before")} it");
            if (!crashed)
            {
                Assert.True(requests > 15, $"only {requests} requests were made: the scenario does not reach far enough");
                return;
            }
        }
    }

    [Fact]
    public async Task Dying_while_signing_leaves_the_transaction_queued()
    {
        await using var store = await TxRig.CreateAsync(engine);
        for (var signings = 0; signings < 5; signings++)
        {
            var rig = await OnChainAsync(store, 20_000 + signings);
            var (left, died) = (signings, false);
            rig.Keystore.OnSign = () =>
            {
                if (left-- == 0)
                {
                    died = true;
                    throw new SimulatedCrashException();
                }
            };

            Assert.True(await LiveAsync(rig, () => died), $"signing {signings} never happened");
            await CheckAsync(rig, $"died at signing {signings}");
        }
    }

    [Fact]
    public async Task Random_lives_with_faults_reorgs_and_deaths_still_end_well()
    {
        await using var store = await TxRig.CreateAsync(engine);
        var seed = SeededRandom.Fresh();
        for (var life = 0; life < TestScale.Pick(engine == EngineKind.Sqlite ? 6 : 2, 300); life++)
        {
            var rig = await OnChainAsync(store, 30_000 + life);
            await ShakeAsync(rig, seed);
            await CheckAsync(rig, $"life {life}, {seed}");
        }
    }

    private static async Task<TxRig> OnChainAsync(TxRig store, int chainId)
    {
        var rig = await store.OnChainAsync((ulong)chainId);
        rig.Chain.BlockGasLimit = 1_000_000;
        return rig;
    }

    private static async Task ShakeAsync(TxRig rig, SeededRandom seed)
    {
        foreach (var origin in Origins)
        {
            await EnqueueAsync(rig, origin);
        }

        for (var step = 0; step < 40; step++)
        {
            switch (seed.NextInt32(8))
            {
                case 0:
                    rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.LostAnswer));
                    break;
                case 1:
                    rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Reset));
                    break;
                case 2:
                    rig.Chain.LoseNextTxs(1);
                    break;
                case 3 when rig.Chain.Latest.Header.Number > 3:
                    var fates = Enum.GetValues<ReorgTxs>();
                    var depth = 1 + seed.NextInt32(2);
                    rig.Chain.Reorg(depth, fates[seed.NextInt32(fates.Length)]);
                    break;
                case 4:
                    rig.Wire.CrashAfter(seed.NextInt32(4), seed.NextInt32(2) == 0);
                    break;
                case 5:
                    rig.Chain.Mine();
                    break;
                default:
                    break;
            }

            try
            {
                await rig.SeeAsync();
                await rig.LaterAsync(TimeSpan.FromSeconds(3));
            }
            catch (SimulatedCrashException)
            {
                rig.Restart();
            }
        }

        rig.Transport.Faults.Clear();
        rig.Restart();
        await HealAsync(rig);
    }

    // Queue, send and follow to finality; after a death, again from whatever the store says.
    private static async Task<bool> LiveAsync(TxRig rig, Func<bool> hasCrashed)
    {
        try
        {
            await OnceAsync(rig);
        }
        catch (SimulatedCrashException)
        {
            rig.Restart();
            await OnceAsync(rig);
        }

        return hasCrashed();
    }

    private static async Task OnceAsync(TxRig rig)
    {
        foreach (var origin in Origins)
        {
            await EnqueueAsync(rig, origin);
        }

        await rig.SendAsync();
        await rig.MineAsync(2);
        if (rig.Chain.Latest.Header.Number == 3)
        {
            rig.Chain.Reorg(2, ReorgTxs.Drop);
        }

        await rig.SeeAsync();
        await HealAsync(rig);
    }

    private static async Task HealAsync(TxRig rig)
    {
        for (var i = 0; i < 4; i++)
        {
            await rig.LaterAsync();
            await rig.MineAsync();
        }

        await rig.MineAsync(TxRig.FinalityDepth);
    }

    private static Task<TxTicket> EnqueueAsync(TxRig rig, string origin) => rig.EnqueueAsync(
        origin,
        request => request with
        {
            Data = Utf.UTF8.GetBytes(origin),
            GasLimit = origin == "too big" ? 2_000_000 : 100_000,
        });

    private static async Task CheckAsync(TxRig rig, string what)
    {
        var calls = rig.MinedCalls().Select(tx => Utf.UTF8.GetString(tx.Data)).Order().ToList();
        Assert.True(calls.SequenceEqual(["a", "b", "c"]), $"{what}: mined {string.Join(", ", calls)}");
        foreach (var origin in Origins)
        {
            var expected = origin == "too big" ? TxState.Failed : TxState.Final;
            var record = await rig.RecordAsync(origin);
            Assert.True(record.State == expected && record.IsSettled, $"{what}: {origin} is {record.State}, settled {record.IsSettled}");
            var told = rig.Observer.Reports.Count(report => report.Origin == origin);
            Assert.True(told == 1, $"{what}: the observer was told {told} times of {origin}");
        }

        await TxInvariants.CheckAsync(rig);
    }
}
