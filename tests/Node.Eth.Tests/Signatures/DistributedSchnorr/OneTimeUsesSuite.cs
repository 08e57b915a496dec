using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>What remembers the uses of shares promises, wherever it keeps them.</summary>
public abstract class OneTimeUsesSuite
{
    /// <summary>What is tried.</summary>
    private protected abstract IOneTimeUses Uses { get; }

    [Fact]
    public async Task A_share_signs_one_message_and_that_as_often_as_asked()
    {
        var config = DssSetting.Good() with { Uses = Uses };
        Assert.NotNull(await Sessions.StartAsync(config));
        Assert.NotNull(await Sessions.StartAsync(Copy(config)));
        await Sessions.RefusedAsync(DssFault.ShareUsed, Copy(config) with { Message = 2 });
        Assert.NotNull(await Sessions.StartAsync(Copy(config)));
    }

    [Fact]
    public async Task A_share_has_one_role_for_good()
    {
        var config = DssSetting.Good() with { Uses = Uses };
        await Sessions.RefusedAsync(DssFault.ShareUsed, Copy(config) with { OneTime = config.LongTerm });
        await Sessions.StartAsync(config);
        var copy = Copy(config);
        await Sessions.RefusedAsync(DssFault.ShareUsed, copy with { LongTerm = copy.OneTime, OneTime = copy.LongTerm });
        await Sessions.RefusedAsync(DssFault.ShareUsed, copy with { LongTerm = copy.OneTime });
        await Sessions.StartAsync(Copy(config));
    }

    [Fact]
    public async Task A_share_under_other_commitments_is_the_same_share()
    {
        var config = DssSetting.Good() with { Uses = Uses };
        await Sessions.StartAsync(config);

        // Another polynomial through the own value: x is 1 at the first participant.
        var more = Scalar.FromInt64(99);
        var shifted = new KeyShare(
            0, config.OneTime.Value,
            [config.OneTime.Commitments[0] + Group.BaseMultiplyPublic(more), config.OneTime.Commitments[1] + Group.BaseMultiplyPublic(-more)]);
        await Sessions.RefusedAsync(DssFault.ShareUsed, config with { OneTime = shifted, Message = 2 });
        await Sessions.RefusedAsync(DssFault.ShareUsed, config with { OneTime = shifted });
        Assert.NotNull(await Sessions.StartAsync(config with { OneTime = shifted, Uses = new OneTimeUses() }));
    }

    [Fact]
    public async Task A_share_that_is_refused_takes_nothing_else_with_it()
    {
        var config = DssSetting.Good() with { Uses = Uses };
        await Sessions.StartAsync(config);

        // The one-time share of the first session is refused as such, so the other share did not become a long-term one.
        var other = new KeyShare(0, config.LongTerm.Value + config.OneTime.Value, [.. config.LongTerm.Commitments.Zip(config.OneTime.Commitments, (a, b) => a + b)]);
        await Sessions.RefusedAsync(DssFault.ShareUsed, Copy(config) with { LongTerm = other });
        Assert.NotNull(await Sessions.StartAsync(Copy(config) with { OneTime = other }));
    }

    [Fact]
    public async Task Of_many_sessions_at_once_with_copies_of_a_share_one_message_alone_is_begun()
    {
        var config = DssSetting.Good() with { Uses = Uses };
        Assert.Equal(1, await BegunAsync(Enumerable.Range(1, 16).Select(message => Copy(config) with { Message = message })));
    }

    /// <summary>A session with shares that were written down and read again.</summary>
    private protected static DssConfig Copy(DssConfig config)
    {
        static KeyShare Reread(KeyShare share) => new(
            share.Index, Scalar.Parse(share.Value.ToBytes()), [.. share.Commitments.Select(commitment => Point.Parse(commitment.ToBytes()))]);
        return config with { LongTerm = Reread(config.LongTerm), OneTime = Reread(config.OneTime) };
    }

    /// <summary>Begins all at once.</summary>
    /// <returns>How many were not refused because of their share.</returns>
    private protected static async Task<int> BegunAsync(IEnumerable<DssConfig> configs)
    {
        var token = TestContext.Current.CancellationToken;
        var outcomes = await Task.WhenAll(configs.Select(config => Task.Run(
            async () =>
            {
                try
                {
                    await EthDss.StartAsync(config, token);
                    return true;
                }
                catch (DssException e) when (e.Fault == DssFault.ShareUsed)
                {
                    return false;
                }
            },
            token)));
        return outcomes.Count(begun => begun);
    }
}
