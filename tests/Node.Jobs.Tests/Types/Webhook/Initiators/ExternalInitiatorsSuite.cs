using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Jobs.Tests.Bridges;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Types.Webhook;
using Node.Jobs.Types.Webhook.Initiators;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Types.Webhook.Initiators;

/// <summary>Initiators: made, recognised, removed, and known to every replica.</summary>
public abstract class ExternalInitiatorsSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Uri Url = new("https://feed.example/jobs");

    [Fact]
    public async Task An_initiator_is_recognised_by_its_key_and_secret_and_by_nothing_else()
    {
        var initiators = New();
        await initiators.StartAsync(Token);
        var one = (await initiators.CreateAsync("one", Url, Token))!;
        var two = (await initiators.CreateAsync("two", null, Token))!;

        Assert.Equal("one", initiators.Recognise(one.Initiator.AccessKey, one.IncomingSecret.Reveal())!.Name);
        Assert.Null(initiators.Recognise(one.Initiator.AccessKey, two.IncomingSecret.Reveal()));
        Assert.Null(initiators.Recognise(one.Initiator.AccessKey, one.OutgoingSecret.Reveal()));
        Assert.Null(initiators.Recognise("nobody", one.IncomingSecret.Reveal()));
        Assert.Null(initiators.Recognise(one.Initiator.AccessKey, ""));
        Assert.Null(await initiators.CreateAsync("one", null, Token));
        Assert.Equal([("one", Url.AbsoluteUri), ("two", null)], initiators.All.Select(initiator => (initiator.Name, initiator.Url)));
        await initiators.CloseAsync();
    }

    [Fact]
    public async Task The_incoming_secret_is_stored_nowhere_and_the_rest_survives_a_restart()
    {
        var before = New();
        await before.StartAsync(Token);
        var made = (await before.CreateAsync("one", Url, Token))!;
        await before.CloseAsync();
        await Test.ReopenAsync();

        var after = New();
        await after.StartAsync(Token);
        Assert.NotNull(after.Recognise(made.Initiator.AccessKey, made.IncomingSecret.Reveal()));
        var row = Assert.Single(await Database.ReadAsync(session => session.QueryAsync<string>(
            "SELECT name || ' ' || url || ' ' || access_key || ' ' || outgoing FROM external_initiators"), Token));
        Assert.Contains(made.OutgoingSecret.Reveal(), row, StringComparison.Ordinal);
        Assert.DoesNotContain(made.IncomingSecret.Reveal(), row, StringComparison.Ordinal);
        Assert.NotEqual(made.IncomingSecret.Reveal(), Convert.ToHexStringLower(after.All[0].SecretHash));
        await after.CloseAsync();
    }

    [Fact]
    public async Task What_another_replica_makes_or_removes_counts_here_after_the_interval()
    {
        var here = New(new InitiatorsOptions { RefreshInterval = TimeSpan.FromMilliseconds(100) });
        var there = New();
        await here.StartAsync(Token);
        await there.StartAsync(Token);

        var made = (await there.CreateAsync("one", null, Token))!;
        await UntilAsync(() => here.Recognise(made.Initiator.AccessKey, made.IncomingSecret.Reveal()) is not null);
        Assert.True(await there.RemoveAsync("one", Token));
        Assert.Null(there.Recognise(made.Initiator.AccessKey, made.IncomingSecret.Reveal()));
        await UntilAsync(() => here.Recognise(made.Initiator.AccessKey, made.IncomingSecret.Reveal()) is null);
        Assert.False(await there.RemoveAsync("one", Token));
        await here.CloseAsync();
        await there.CloseAsync();
    }

    [Fact]
    public async Task There_are_at_most_CountMax()
    {
        var initiators = New(new InitiatorsOptions { CountMax = 2 });
        await initiators.StartAsync(Token);
        await initiators.CreateAsync("one", null, Token);
        await initiators.CreateAsync("two", null, Token);

        var refusal = await Assert.ThrowsAsync<InitiatorsFullException>(() => initiators.CreateAsync("three", null, Token));

        Assert.Contains("CountMax", refusal.Message, StringComparison.Ordinal);
        await initiators.RemoveAsync("one", Token);
        Assert.NotNull(await initiators.CreateAsync("three", null, Token));
        await initiators.CloseAsync();
    }

    [Fact]
    public async Task Names_are_known_once_it_has_started()
    {
        var initiators = New();
        Assert.Null(((IInitiatorNames)initiators).Known);
        await TestServices.RunHealthyAsync(initiators, async () =>
        {
            Assert.Empty(((IInitiatorNames)initiators).Known!);
            await initiators.CreateAsync("one", null, Token);
            Assert.Equal(["one"], ((IInitiatorNames)initiators).Known!);
        });
    }

    private ExternalInitiators New(InitiatorsOptions? options = null) => new(
        Database, new InitiatorRepository(), new InitiatorNoticeRepository(), new OpenBox(), options ?? new InitiatorsOptions(), SeededRandom.Fresh(), TimeProvider.System,
        NullLogger<ExternalInitiators>.Instance);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"not so within {Patience}");
            await Task.Delay(20, Token);
        }
    }
}
