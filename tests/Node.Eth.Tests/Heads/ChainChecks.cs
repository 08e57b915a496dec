using Node.Eth.Heads;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Heads;

/// <summary>What must hold of a chain that the node keeps.</summary>
internal static class ChainChecks
{
    public static void IsTrue(HeadChain kept, ScriptedChain real, string seed)
    {
        for (var i = 1; i < kept.Count; i++)
        {
            Assert.True(HeadChain.IsParent(kept.Headers[i - 1], kept.Headers[i]), seed);
        }

        foreach (var header in kept.Headers)
        {
            Assert.True(real.IsCanonical(header.Hash), $"{seed}: block {header.Number} is not canonical");
        }

        Assert.Equal(real.Latest.Header, kept.Latest);
    }
}
