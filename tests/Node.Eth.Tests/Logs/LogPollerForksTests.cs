using Node.Eth.Rpc;
using Node.Testing;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Logs;

public sealed class LogPollerForksTests
{
    [Fact]
    public async Task Whatever_happens_each_log_that_stays_is_handed_out_in_order_and_none_that_was_not_canonical_and_deep_enough(
        )
    {
        var rounds = TestScale.Pick(12, 1_000);
        for (var round = 0; round < rounds; round++)
        {
            var random = SeededRandom.Fresh();
            await using var rig = await LogRig.CreateAsync();
            await new Story(rig, random).TellAsync();
        }
    }

    private sealed class Story(LogRig rig, SeededRandom random)
    {
        private readonly Dictionary<int, RecordingListener> _listeners = new() { [1] = new(), [3] = new() };
        private readonly Dictionary<int, long> _beganAfter = [];
        private bool _sawEnough;

        public async Task TellAsync()
        {
            rig.Chain.Mine(12);
            await rig.RunAsync();
            var began = rig.Heads.Chain.Latest!.Number;
            foreach (var confirmations in _listeners.Keys)
            {
                _beganAfter[confirmations] = began;
            }

            await SubscribeAsync();
            for (var step = 0; step < 60; step++)
            {
                await StepAsync();
            }

            rig.Transport.Faults.Clear();
            rig.Transport.Rpc.LagBlocks = 0;
            foreach (var listener in _listeners.Values)
            {
                listener.Failures = 0;
            }

            rig.Chain.Mine(30 + (int)Math.Max(0, (rig.Heads.Chain.Latest?.Number ?? 0) - rig.Chain.Latest.Header.Number));
            rig.Time.Advance(TimeSpan.FromMinutes(2));
            await rig.RunAsync();
            Check();
        }

        private async Task StepAsync()
        {
            switch (Draw(12))
            {
                case 0:
                    rig.Chain.Mine(1 + Draw(40));
                    break;
                case 1 when rig.Chain.Latest.Header.Number > 12 + 6:
                    rig.Chain.Reorg(1 + Draw(5), (ReorgTxs)Draw(4), 1 + Draw(8));
                    break;
                case 2:
                    rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Error) { Method = Draw(2) == 0
                        ? "eth_getLogs" : null });
                    break;
                case 3:
                    rig.Transport.Rpc.LagBlocks = Draw(3);
                    break;
                case 4 when Draw(3) == 0:
                    rig.Restart();
                    await SubscribeAsync();
                    break;
                case 5:
                    _listeners[Draw(2) == 0 ? 1 : 3].Failures = 1;
                    break;
                case 6:
                    rig.Time.Advance(TimeSpan.FromSeconds(1 + Draw(5)));
                    break;
                case 7 or 8:
                    rig.Emit([.. Enumerable.Range(0, 1 + Draw(3)).Select(_ => (byte)Draw(256))]);
                    break;
                default:
                    try
                    {
                        await rig.RunAsync();
                    }
                    catch (RpcException)
                    {
                        // Scripted.
                    }

                    break;
            }
        }

        private async Task SubscribeAsync()
        {
            foreach (var (confirmations, listener) in _listeners)
            {
                listener.OnCall = logs =>
                {
                    foreach (var log in logs)
                    {
                        var chain = rig.Heads.Chain;
                        var known = chain.Find(log.BlockNumber);
                        Assert.True(known is null
                            ? log.BlockNumber < chain.Oldest!.Number
                            : known.Hash == log.BlockHash, $"{random}: a log of a replaced block");
                        Assert.True(chain.DepthOf(log.BlockNumber) >= confirmations, $"{random}: a log that is not deep enough");
                    }

                    Assert.Equal([.. logs.OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex)], logs);
                };
                await rig.SubscribeAsync($"with {confirmations}", confirmations, listener: listener);
            }
        }

        private void Check()
        {
            foreach (var (confirmations, listener) in _listeners)
            {
                var latest = rig.Chain.Latest.Header.Number;
                var due = Enumerable.Range(0, (int)latest + 1)
                    .Select(number => rig.Chain.Find(number)!)
                    .Where(block =>
                        block.Header.Number > _beganAfter[confirmations] && latest - block.Header.Number + 1 >= confirmations)
                    .SelectMany(block => block.Logs)
                    .ToList();
                var lastPlace = new Dictionary<(Node.Eth.Primitives.Hash32 Block, long Index), int>();
                for (var i = 0; i < listener.Logs.Count; i++)
                {
                    lastPlace[(listener.Logs[i].BlockHash, listener.Logs[i].LogIndex)] = i;
                }

                var places = due.Select(log => lastPlace.TryGetValue((log.BlockHash, log.LogIndex), out var place)
                    ? place : -1).ToList();
                Assert.True(!places.Contains(-1), $"{random}: {places.Count(place => place < 0)} of {due.Count} logs were not handed out at {confirmations} confirmations");
                Assert.True(places.SequenceEqual(places.Order()), $"{random}: out of order");
                _sawEnough |= due.Count > 0;
            }

            Assert.True(_sawEnough || rig.Chain.Latest.Header.Number > 0);
        }

        private int Draw(int max)
        {
            Span<byte> word = stackalloc byte[4];
            random.Fill(word);
            return (int)(BitConverter.ToUInt32(word) % (uint)max);
        }
    }
}
