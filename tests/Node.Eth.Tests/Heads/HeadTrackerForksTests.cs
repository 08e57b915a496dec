using Node.Eth.Rpc;
using Node.Testing;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Heads;

public sealed class HeadTrackerForksTests
{
    [Fact]
    public async Task Whatever_forks_and_faults_come_the_changes_add_up_to_the_real_chain()
    {
        var rounds = TestScale.Pick(60, 3_000);
        for (var round = 0; round < rounds; round++)
        {
            var random = SeededRandom.Fresh();
            var rig = new HeadRig(depthMax: 12);
            rig.Chain.Mine(Draw(random, 15));
            for (var step = 0; step < 40; step++)
            {
                switch (Draw(random, 8))
                {
                    case 0:
                        rig.Chain.Mine(1 + Draw(random, 20));
                        break;
                    case 1 when rig.Chain.Latest.Header.Number > 8:
                        rig.Chain.Reorg(1 + Draw(random, 8), newBlocks: Draw(random, 12));
                        break;
                    case 2:
                        rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Null));
                        break;
                    case 3:
                        rig.Transport.Rpc.LagBlocks = Draw(random, 4);
                        break;
                    case 4:
                        rig.Chain.Mine();
                        break;
                    default:
                        await rig.PollAsync();
                        break;
                }
            }

            rig.Transport.Faults.Clear();
            rig.Transport.Rpc.LagBlocks = 0;
            rig.Chain.Mine(20); // higher than all that was ever seen
            await rig.PollAsync();
            ChainChecks.IsTrue(rig.Tracker.Chain, rig.Chain, random.ToString());
            Replay(rig, random.ToString());
        }
    }

    private static void Replay(HeadRig rig, string seed)
    {
        var heads = new Dictionary<long, BlockHeader>();
        foreach (var change in rig.Changes)
        {
            foreach (var removed in change.Removed)
            {
                Assert.True(heads.Remove(removed.Number, out var known) && known == removed, $"{seed}: removed a block that was not there");
            }

            if (change.IsDeeperThanKept)
            {
                heads.Clear(); // what lies below is unknown, and said to be
            }

            foreach (var added in change.Added)
            {
                Assert.True(heads.TryAdd(added.Number, added), $"{seed}: added block {added.Number} twice");
            }
        }

        foreach (var header in heads.Values)
        {
            Assert.True(rig.Chain.IsCanonical(header.Hash), $"{seed}: block {header.Number} was not removed");
        }
    }

    private static int Draw(SeededRandom random, int max)
    {
        Span<byte> word = stackalloc byte[4];
        random.Fill(word);
        return (int)(BitConverter.ToUInt32(word) % (uint)max);
    }
}
