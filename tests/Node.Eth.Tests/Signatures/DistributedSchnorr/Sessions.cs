using Node.Eth.Signatures.DistributedSchnorr;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>Begins sessions, under the token of the running test.</summary>
internal static class Sessions
{
    public static Task<DssSession> StartAsync(DssConfig config) => EthDss.StartAsync(config, TestContext.Current.CancellationToken);

    /// <summary>Fails unless the session is refused for this.</summary>
    public static async Task RefusedAsync(DssFault fault, DssConfig config) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<DssException>(() => StartAsync(config))).Fault);
}
