using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json.Nodes;
using Node.Auditing;
using Node.Core.Config;
using Node.Core.Http;
using Node.Core.Services;
using Node.Testing.Http;
using Xunit;

namespace Node.Tests.Auditing;

/// <summary>Records reach the place they are sent to in order and at least once, whatever that place does, and nobody waits for it.</summary>
public sealed class AuditServiceTests
{
    [Fact]
    public async Task Records_are_sent_in_order_as_they_are_in_the_file()
    {
        await using var world = new AuditWorld();
        await world.StartAsync();
        for (var i = 0; i < 250; i++)
        {
            Assert.True(world.Act(i));
        }

        await world.UntilAsync(() => world.Taken.Count == 251, "not all records were sent");

        Assert.Equal(AuditBody.LinesOf(world.Folder), world.Taken);
        Assert.Equal(Enumerable.Range(1, 251).Select(i => (long)i), world.Taken.Select(AuditBody.SequenceOf));
        Assert.Equal((AuditActs.NodeStarted, AuditActs.JobDeleted), (AuditBody.ActOf(world.Taken.First()), AuditBody.ActOf(world.Taken.Last())));
        Assert.Empty(world.Warnings.Warnings);
    }

    [Theory]
    [InlineData("away")]
    [InlineData("hangs")]
    [InlineData("500")]
    [InlineData("302")]
    public async Task A_place_that_does_not_take_records_gets_all_of_them_in_order_once_it_is_back(string fault)
    {
        await using var world = new AuditWorld { Answer = Failing(fault) };
        await world.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.True(world.Act(i));
        }

        await world.UntilAsync(() => HealthOf(world)?.Reason.Contains("21 wait", StringComparison.Ordinal) == true, "its health does not say how many wait");
        Assert.Null(world.Service.Ready());
        Assert.Contains("AuditLogger:ForwardToUrl", HealthOf(world)!.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("/take", HealthOf(world)!.Reason, StringComparison.Ordinal);
        Assert.Equal(21, BacklogOf(world));

        world.Answer = world.Take;
        await world.UntilAsync(() => world.Taken.Count == 21, "not all records were sent");
        await world.UntilAsync(() => HealthOf(world) is null, "its health did not recover");

        Assert.Equal(AuditBody.LinesOf(world.Folder), world.Taken);
        Assert.Single(world.Warnings.Warnings);
        Assert.Equal(0, BacklogOf(world));
    }

    [Fact]
    public async Task A_place_that_fails_now_and_then_still_gets_each_record_in_order()
    {
        await using var world = new AuditWorld();
        var calls = 0;
        world.Answer = async (request, token) =>
        {
            var answer = ++calls % 3 == 0 ? FakeOutboundHttp.Response("", 503) : await world.Take(request, token);
            return calls % 7 == 0 ? throw new OutboundHttpException(OutboundFault.Unreachable, "cut after it was taken") : answer;
        };
        await world.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            world.Act(i);
        }

        await world.UntilAsync(() => world.Taken.Select(AuditBody.SequenceOf).LastOrDefault() == 61, "not all records were sent");

        var numbers = world.Taken.Select(AuditBody.SequenceOf).ToList();
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(Enumerable.Range(1, 61).Select(i => (long)i), numbers.Distinct());
        Assert.True(numbers.Count > 61, "what was taken before a cut comes again");
    }

    [Fact]
    public async Task A_restart_keeps_what_was_not_sent_and_does_not_send_the_rest_again()
    {
        await using var world = new AuditWorld();
        await world.StartAsync();
        world.Act(1);
        await world.UntilAsync(() => world.Taken.Count == 2, "the first records were not sent");
        world.Answer = Failing("away");
        world.Act(2);
        world.Act(3);
        await world.UntilAsync(() => HealthOf(world) is not null, "its health says nothing");

        await world.RestartAsync();
        world.Act(4);
        world.Answer = world.Take;
        await world.UntilAsync(() => world.Taken.Count == 7, "not all records were sent");

        Assert.Equal(Enumerable.Range(1, 7).Select(i => (long)i), world.Taken.Select(AuditBody.SequenceOf));
        Assert.Equal([AuditActs.NodeStopped, AuditActs.NodeStarted], world.Taken.Skip(4).Take(2).Select(AuditBody.ActOf));
    }

    [Fact]
    public async Task What_waits_is_bounded_and_what_is_lost_is_said()
    {
        await using var world = new AuditWorld { Answer = Failing("away") };
        world.Options = world.Options with { FileSizeMax = new FileSize(AuditFiles.LineBytesMax), FilesMax = 2 };
        await world.StartAsync();
        for (var i = 0; i < 1000; i++)
        {
            world.Act(i);
        }

        Assert.Equal(2, Directory.EnumerateFiles(world.Folder, "audit-*").Count());
        world.Answer = world.Take;
        await world.UntilAsync(() => world.Taken.Select(AuditBody.SequenceOf).LastOrDefault() == 1001, "the rest was not sent");

        var numbers = world.Taken.Select(AuditBody.SequenceOf).ToList();
        Assert.Equal(AuditBody.LinesOf(world.Folder), world.Taken);

        // Said when it is noticed, which may be more than once while records come.
        var losses = world.Warnings.Warnings.Where(warning => warning.Contains("FilesMax", StringComparison.Ordinal)).ToList();
        Assert.Equal(numbers[0] - 1, losses.Sum(warning => int.Parse(warning.Split(' ')[0], CultureInfo.InvariantCulture)));
        Assert.Contains($"up to number {numbers[0] - 1},", losses[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_and_the_wrapper_are_sent_and_nothing_else_of_the_configuration()
    {
        await using var world = new AuditWorld();
        world.Options = world.Options with { JsonWrapperKey = "event", Headers = [new Secret("Authorization: Splunk abc:def"), new Secret("X-Two:2")] };
        await world.StartAsync();

        await world.UntilAsync(() => world.Taken.Count == 1, "nothing was sent");

        var request = Assert.Single(world.Http.Requests);
        Assert.Equal(["Content-Type=application/json", "Authorization=Splunk abc:def", "X-Two=2"], request.Headers.Select(header => $"{header.Key}={header.Value}"));
        Assert.Equal((TimeSpan.FromSeconds(10), 0, true), (request.Timeout, request.RedirectsMax, request.ReachesOwnNetwork));
        Assert.Equal(AuditActs.NodeStarted, JsonNode.Parse(world.Taken.Single())!["event"]!["eventID"]!.GetValue<string>());
        Assert.DoesNotContain("Splunk", world.Options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_refuses_acts_and_spares_those_that_have_begun()
    {
        await using var world = new AuditWorld();
        world.Options = world.Options with { ForwardToUrl = null };
        await world.StartAsync();
        Assert.Null(world.Log.Begin());
        world.Disk.BytesMax = new DirectoryInfo(world.Folder).EnumerateFiles().Sum(file => file.Length);

        Assert.True(world.Act(1), "an act that had begun found no room");
        world.Log.End();
        Assert.Contains("nothing was done", world.Log.Begin(), StringComparison.Ordinal);
        Assert.Contains("No space left", HealthOf(world)!.Reason, StringComparison.Ordinal);
        Assert.Null(world.Service.Ready());
        Assert.Single(world.LogWarnings.Warnings);

        // A line fits again before an act may begin: the log is not well yet.
        Assert.True(world.Act(2));
        Assert.NotNull(HealthOf(world));
        world.Disk.BytesMax = long.MaxValue;
        await world.UntilAsync(() => HealthOf(world) is null, "its health did not recover by itself");
        Assert.Null(world.Log.Begin());
        Assert.Single(world.LogWarnings.Warnings);
    }

    [Fact]
    public async Task More_acts_at_once_than_there_is_room_for_are_refused()
    {
        await using var world = new AuditWorld();
        world.Options = world.Options with { ActsAtOnceMax = 2 };
        await world.StartAsync();

        Assert.Null(world.Log.Begin());
        Assert.Null(world.Log.Begin());
        Assert.Contains("AuditLogger:ActsAtOnceMax", world.Log.Begin(), StringComparison.Ordinal);
        world.Log.End();
        Assert.Null(world.Log.Begin());
    }

    [Fact]
    public async Task Of_many_refused_calls_some_are_recorded_and_the_others_counted()
    {
        await using var world = new AuditWorld();
        world.Options = world.Options with { ForwardToUrl = null, RefusedPerMinuteMax = 3 };
        await world.StartAsync();
        var nobody = new AuditActor("anonymous", null, null, "::1");
        for (var i = 0; i < 10; i++)
        {
            world.Log.RecordRefused(nobody, 401, "trace", "GET /v2/jobs");
        }

        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Log.RecordRefused(nobody, 401, "trace", "GET /v2/jobs");

        var refused = AuditBody.LinesOf(world.Folder).Where(line => AuditBody.ActOf(line) == AuditActs.CallRefused).ToList();
        Assert.Equal(4, refused.Count);
        Assert.Equal("7", JsonNode.Parse(refused[^1])!["data"]!["subject"]!["leftOut"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_longest_record_fits_into_a_line_and_gives_no_orders()
    {
        await using var world = new AuditWorld();
        world.Options = world.Options with { ForwardToUrl = null };
        await world.StartAsync();
        var notes = new AuditNotes();
        for (var i = 0; i < 100; i++)
        {
            notes.Add($"name{i}", new string(i % 2 == 0 ? '\u202e' : '語', 1_000_000));
            notes.Add("name0", "\r\n{\"eventID\":\"forged\"}");
        }

        Assert.True(world.Log.Record(new AuditRecord(AuditActs.JobDeleted, new AuditActor("admin", new string('a', 128), null, "::1"), 204, "trace", notes.All)));

        var line = AuditBody.LinesOf(world.Folder)[^1];
        Assert.Equal(AuditActs.JobDeleted, AuditBody.ActOf(line));
        Assert.Equal($"{100 - AuditNotes.CountMax}", JsonNode.Parse(line)!["data"]!["subject"]!["leftOut"]!.GetValue<string>());
        Assert.All(line, letter => Assert.InRange(letter, ' ', '~'));
    }

    private static Func<OutboundRequest, CancellationToken, Task<OutboundResponse>> Failing(string fault) => fault switch
    {
        "away" => (_, _) => Task.FromException<OutboundResponse>(new OutboundHttpException(OutboundFault.Unreachable, "unreachable: https://audit.example")),
        "hangs" => (_, _) => Task.FromException<OutboundResponse>(new OutboundHttpException(OutboundFault.Timeout, "no answer within 10s: https://audit.example")),
        _ => (_, _) => Task.FromResult(FakeOutboundHttp.Response("", int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture))),
    };

    private static HealthFault? HealthOf(AuditWorld world) => world.Service.HealthReport()["Audit"];

    private static long BacklogOf(AuditWorld world)
    {
        long found = -1;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "node.audit.backlog" && instrument.Meter.Scope == world.Meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => found = Math.Max(found, value));
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
