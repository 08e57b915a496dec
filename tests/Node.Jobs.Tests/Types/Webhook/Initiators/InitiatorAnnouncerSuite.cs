using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Bridges;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Tests.Specs;
using Node.Jobs.Types.Webhook.Initiators;
using Node.Testing;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Types.Webhook.Initiators;

/// <summary>Initiators hear of the jobs that name them, whatever happens in between.</summary>
public abstract class InitiatorAnnouncerSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Url = "https://feed.example/jobs?net=1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeOutboundHttp _outside = new();
    private readonly OpenBox _box = new();
    private readonly JobRepository _jobs = new();
    private readonly JobCatalog _catalog = new();
    private readonly InitiatorNoticeRepository _notices = new();
    private readonly InitiatorsOptions _options = new() { NoticeDelayMax = TimeSpan.FromMilliseconds(100), WithdrawalAttemptsMax = 3 };
    private ExternalInitiators _initiators = null!;
    private NewInitiator _made = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _initiators = new ExternalInitiators(
            Database, new InitiatorRepository(), _notices, _box, _options, SeededRandom.Fresh(), TimeProvider.System, NullLogger<ExternalInitiators>.Instance);
        await _initiators.StartAsync(Token);
        _made = (await _initiators.CreateAsync("feed", new Uri(Url), Token))!;
        await _initiators.CreateAsync("silent", null, Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await _initiators.CloseAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_job_is_announced_with_the_outgoing_credentials_and_withdrawn_when_it_is_gone()
    {
        _outside.Answer(Url, "");
        var announcer = await StartAsync();
        var job = await AddJobAsync("externalInitiators = [{ name = \"feed\", spec = '{\"a\": 1}' }, { name = \"silent\" }]");
        _outside.Answer($"https://feed.example/jobs/{job.ExternalJobId}?net=1", "");
        announcer.Nudge();
        await UntilAsync(() => _outside.Requests.Count == 1);

        var told = _outside.Requests[0];
        Assert.Equal(HttpMethod.Post, told.Method);
        Assert.Equal($"{{\"jobId\":\"{job.ExternalJobId}\",\"type\":\"feed\",\"params\":{{\"a\":1}}}}", Encoding.UTF8.GetString(told.Body!.Value.Span));
        Assert.Equal(_made.OutgoingToken.Reveal(), told.Headers.Single(header => header.Key == "X-Chainlink-EA-AccessKey").Value);
        Assert.Equal(_made.OutgoingSecret.Reveal(), told.Headers.Single(header => header.Key == "X-Chainlink-EA-Secret").Value);
        Assert.Equal(0, told.RedirectsMax);
        Assert.True(told.ReachesOwnNetwork);
        Assert.Equal(job.ExternalJobId.ToString(), told.Caller);
        await UntilStateAsync(NoticeState.Announced);

        await RemoveJobAsync(job);
        announcer.Nudge();
        await UntilAsync(() => _outside.Requests.Count == 2);
        Assert.Equal((HttpMethod.Delete, $"https://feed.example/jobs/{job.ExternalJobId}?net=1"), (_outside.Requests[1].Method, _outside.Requests[1].Url.AbsoluteUri));
        await UntilStateAsync(null);
        await announcer.CloseAsync();
    }

    [Fact]
    public async Task An_initiator_that_is_away_is_told_when_it_is_back_even_after_a_restart()
    {
        var announcer = await StartAsync();
        await AddJobAsync("externalInitiators = [{ name = \"feed\" }]");
        announcer.Nudge();
        await UntilAsync(() => _outside.Requests.Count >= 2);
        _outside.Answer(Url, "busy", 503);
        var seen = _outside.Requests.Count;
        await UntilAsync(() => _outside.Requests.Count > seen);
        await announcer.CloseAsync();
        Assert.NotNull(Assert.Single(await RowsAsync()).LastError);

        _outside.Answer(Url, "");
        var again = await StartAsync();
        await UntilStateAsync(NoticeState.Announced);
        var heard = _outside.Requests.Count;
        again.Nudge();
        await Task.Delay(300, Token);
        Assert.Equal(heard, _outside.Requests.Count);
        await again.CloseAsync();
    }

    [Fact]
    public async Task An_initiator_that_repeats_the_credentials_in_its_refusal_does_not_bring_them_into_the_log()
    {
        var (token, secret) = (_made.OutgoingToken.Reveal(), _made.OutgoingSecret.Reveal());
        _outside.Answer(Url, $"refused: AccessKey={token}, Secret={secret}", 403);
        var announcer = await StartAsync();
        await AddJobAsync("externalInitiators = [{ name = \"feed\" }]");
        announcer.Nudge();
        await UntilAsync(() => _outside.Requests.Count >= 2);
        await announcer.CloseAsync();

        var reason = Assert.Single(await RowsAsync()).LastError!;
        Assert.Contains("403 refused: AccessKey=", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(token, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_initiator_that_never_hears_that_a_job_is_gone_is_given_up()
    {
        _outside.Answer(Url, "");
        var announcer = await StartAsync();
        var job = await AddJobAsync("externalInitiators = [{ name = \"feed\" }]");
        announcer.Nudge();
        await UntilStateAsync(NoticeState.Announced);

        await RemoveJobAsync(job);
        announcer.Nudge();
        await UntilStateAsync(null);

        Assert.Equal(_options.WithdrawalAttemptsMax, _outside.Requests.Count(request => request.Method == HttpMethod.Delete));
        await announcer.CloseAsync();
    }

    [Fact]
    public async Task A_job_that_is_stored_and_not_loaded_is_not_gone()
    {
        _outside.Answer(Url, "");
        var announcer = await StartAsync();
        var job = await AddJobAsync("externalInitiators = [{ name = \"feed\" }]");
        announcer.Nudge();
        await UntilStateAsync(NoticeState.Announced);

        _catalog.Remove(job);
        announcer.Nudge();
        await Task.Delay(300, Token);

        Assert.Equal(NoticeState.Announced, Assert.Single(await RowsAsync()).State);
        Assert.DoesNotContain(_outside.Requests, request => request.Method == HttpMethod.Delete);
        await announcer.CloseAsync();
    }

    [Fact]
    public async Task Two_replicas_make_one_attempt()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        var slow = new TaskCompletionSource();
        _outside.Answer(Url, async (_, token) =>
        {
            await slow.Task.WaitAsync(token);
            return FakeOutboundHttp.Response("");
        });
        await AddJobAsync("externalInitiators = [{ name = \"feed\" }]");
        one.Nudge();
        await UntilAsync(() => _outside.Requests.Count == 1);
        two.Nudge();
        await Task.Delay(300, Token);
        Assert.Single(_outside.Requests);
        slow.SetResult();
        await UntilStateAsync(NoticeState.Announced);
        await one.CloseAsync();
        await two.CloseAsync();
    }

    [Fact]
    public async Task A_replica_that_looked_before_another_announced_does_not_begin_anew()
    {
        var job = await AddJobAsync("externalInitiators = [{ name = \"feed\" }]");
        var notice = new InitiatorNotice
        {
            InitiatorId = _initiators.All.Single(initiator => initiator.Name == "feed").Id,
            ExternalJobId = job.ExternalJobId.ToString("D"),
            JobId = job.Id,
            NextAttemptAt = DateTimeOffset.UnixEpoch,
        };
        await Database.WriteAsync(session => _notices.AnnounceAsync(session, notice), Token);
        var claimed = await Database.WriteAsync(session => _notices.ClaimAsync(session, notice, DateTimeOffset.UnixEpoch.AddHours(1)), Token);

        await Database.WriteAsync(session => _notices.AnnounceAsync(session, notice), Token);
        Assert.Equal(claimed, Assert.Single(await RowsAsync()));

        await Database.WriteAsync(session => _notices.AnnounceAsync(session, notice with { Params = "{\"a\":1}" }), Token);
        var changed = Assert.Single(await RowsAsync());
        Assert.Equal((0, "{\"a\":1}"), (changed.Attempts, changed.Params));
    }

    [Fact]
    public async Task An_initiator_that_is_removed_is_told_nothing_more()
    {
        var announcer = await StartAsync();
        await AddJobAsync("externalInitiators = [{ name = \"feed\" }]");
        announcer.Nudge();
        await UntilAsync(() => _outside.Requests.Count >= 1);

        await _initiators.RemoveAsync("feed", Token);

        Assert.Empty(await RowsAsync());
        await announcer.CloseAsync();
        Assert.Equal(NoticeDelay(1), TimeSpan.FromSeconds(1));
        Assert.Equal(NoticeDelay(4), TimeSpan.FromSeconds(8));
        Assert.Equal(NoticeDelay(400), TimeSpan.FromMinutes(5));

        static TimeSpan NoticeDelay(long attempts) => InitiatorAnnouncer.DelayAfter(attempts, TimeSpan.FromMinutes(5));
    }

    private async Task<InitiatorAnnouncer> StartAsync()
    {
        var announcer = new InitiatorAnnouncer(
            Database, _notices, _jobs, _catalog, _initiators, new NoticeSender(_outside, _box, _options), _options, TimeProvider.System,
            NullLogger<InitiatorAnnouncer>.Instance);
        await announcer.StartAsync(Token);
        return announcer;
    }

    private async Task<Job> AddJobAsync(string line)
    {
        var spec = Check.Accept($"type = \"webhook\"\nschemaVersion = 1\n{line}\n{Check.Pipeline}");
        var (externalId, createdAt) = (Guid.NewGuid(), DateTimeOffset.UnixEpoch);
        var id = await Database.WriteAsync(session => _jobs.TryAddAsync(session, externalId, spec, createdAt), Token);
        var job = new Job(id!.Value, externalId, spec, createdAt);
        _catalog.Add(job);
        return job;
    }

    private async Task RemoveJobAsync(Job job)
    {
        await Database.WriteAsync(session => _jobs.RemoveAsync(session, job.Id), Token);
        _catalog.Remove(job);
    }

    private Task<IReadOnlyList<InitiatorNotice>> RowsAsync() => Database.ReadAsync(_notices.ListAsync, Token);

    private Task UntilStateAsync(NoticeState? state) =>
        UntilAsync(async () => (await RowsAsync()).Select(row => (NoticeState?)row.State).SingleOrDefault() == state);

    private static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"not so within {Patience}");
            await Task.Delay(20, Token);
        }
    }
}
