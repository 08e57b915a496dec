using System.Globalization;
using System.Net;
using DevChain.Processes;
using Node.Core.Storage;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>A node that is killed at commits again and again, and what it must still know afterwards.</summary>
internal sealed class CrashWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly TestFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly string? _databaseUrl;
    private readonly CrashOutside _outside;
    private readonly CrashChain _chain;
    private readonly CrashWork _work;
    private NodeProgram? _node;
    private TestApi? _api;
    private (string Key, string Secret)? _token;

    private CrashWorld(CrashOutside outside, CrashChain chain, string? databaseUrl)
    {
        (_outside, _chain, _databaseUrl) = (outside, chain, databaseUrl);
        _work = new CrashWork(outside, chain);
    }

    /// <summary>How many different runs were looked at after restarts.</summary>
    public int Checked => _work.Checked;

    private string CrashFile => _folder.File("crash-at");

    private NodeProgram Node => _node ?? throw new InvalidOperationException("the node is dead");

    public static async Task<CrashWorld> BuildAsync(string? databaseUrl)
    {
        var world = new CrashWorld(await CrashOutside.StartAsync(), await CrashChain.StartAsync(), databaseUrl);
        await world.StartAsync();
        await world._work.PrepareAsync(world._api!);
        return world;
    }

    /// <summary>Kills the node at a point, starts it again and checks what it knows.</summary>
    /// <param name="point">The point.</param>
    /// <param name="nth">Which time it comes there, from 1.</param>
    public async Task CrashAsync(string point, int nth)
    {
        var mark = CrashPoints.MarkOf(point);
        if (CrashPoints.AtStart.Contains(mark))
        {
            await StopAsync();
            Arm(point, nth);
            Launch();
        }
        else if (CrashPoints.AtStop.Contains(mark))
        {
            await _work.RoundAsync(_api!);
            Arm(point, nth);
            await Node.StopAsync();
        }
        else if (CrashPoints.AtPrune.Contains(mark))
        {
            // Something to be pruned; what was there before went with the last start.
            await _work.RoundAsync(_api!);
            await _work.CheckAsync(_api!, Patience);
            await AgeAsync();
            Arm(point, nth);
            Launch(("Runs__HistoryAgeMax", "1m"), ("Runs__KeyAgeMax", "1m"), ("Runs__DurationMax", "30s"));
            _work.Forget();
        }
        else if (CrashPoints.AtSegment.Contains(mark))
        {
            await _work.RoundAsync(_api!);
            await StopAsync();
            await ChangeAsync("UPDATE run_segments SET opened_at = 0 WHERE closed_at IS NULL");
            Arm(point, nth);
            Launch(("Runs__HistoryAgeMax", "1h"));
        }
        else if (CrashPoints.AtExpiry.Contains(mark))
        {
            await RestartAsync(("Bridges__CallbackAgeMax", "1s"));
            await _work.BeginUnansweredAsync(_api!);
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            await StopAsync();
            Arm(point, nth);
            Launch();
        }
        else
        {
            Arm(point, nth);
            await WorkUntilDeadAsync();
        }

        await UntilDeadAsync(point);
        File.Delete(CrashFile);
        await StartAsync();
        await _work.CheckAsync(_api!, Patience);
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await _chain.DisposeAsync();
        await _outside.DisposeAsync();
        _folder.Dispose();
    }

    private void Arm(string point, int nth)
    {
        // Moved into place: the node must never read half of it.
        File.WriteAllText(CrashFile + ".new", string.Create(CultureInfo.InvariantCulture, $"{point} {nth}"));
        File.Move(CrashFile + ".new", CrashFile, overwrite: true);
    }

    private async Task WorkUntilDeadAsync()
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!Node.HasExited)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"the point was not reached. The node said:\n{Node.Said}");
            await _work.RoundAsync(_api!);
        }
    }

    private async Task UntilDeadAsync(string point)
    {
        var exitCode = await Node.EndAsync();
        Assert.True(exitCode == 137, $"the node was to be killed at {point} and ended with {exitCode}. It said:\n{Node.Said}");
        await Node.DisposeAsync();
        _node = null;
    }

    private async Task StopAsync()
    {
        await Node.StopAsync();
        await Node.DisposeAsync();
        _node = null;
    }

    private async Task RestartAsync(params (string Name, string Value)[] more)
    {
        await StopAsync();
        await StartAsync(more);
    }

    private void Launch(params (string Name, string Value)[] more)
    {
        var settings = WholeNode.NodeSettingsOf(_outside, _chain, _port, _databaseUrl);
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        _node = NodeProgram.StartCrashing(_folder.Path, settings, CrashFile);
    }

    private async Task StartAsync(params (string Name, string Value)[] more)
    {
        Launch(more);
        await Node.UntilAsync("/ready", HttpStatusCode.OK);
        _token ??= (Node.Printed("API key"), Node.Printed("API secret"));
        _api?.Dispose();
        _api = new TestApi(Node.Url, _token.Value.Key, _token.Value.Secret);
    }

    // Makes all history old, as if the node had stood still for years.
    private async Task AgeAsync()
    {
        await StopAsync();
        if (_databaseUrl is not null)
        {
            // A segment is closed by one start and dropped by the next.
            await ChangeAsync("UPDATE run_segments SET opened_at = 0");
            await StartAsync(("Runs__HistoryAgeMax", "1m"));
            await UntilAsync("SELECT count(*) FROM run_segments WHERE closed_at IS NOT NULL AND last_id IS NOT NULL");
            await StopAsync();
            await ChangeAsync("UPDATE run_segments SET closed_at = 0 WHERE closed_at IS NOT NULL");
        }

        await ChangeAsync("UPDATE runs SET finished_at = 0");
        await ChangeAsync("UPDATE run_keys SET accepted_at = 0");
    }

    private async Task ChangeAsync(string sql)
    {
        await using var database = Open();
        await database.WriteAsync(session => session.ExecuteAsync(sql), CancellationToken.None);
    }

    private async Task UntilAsync(string sql)
    {
        await using var database = Open();
        var startedAt = TimeProvider.System.GetTimestamp();
        while (await database.ReadAsync(session => session.SingleAsync<long>(sql), CancellationToken.None) == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"nothing came of {sql}");
            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }
    }

    private Database Open() => Database.Open(
        _databaseUrl is null ? DatabaseUrl.ForSqlite(_folder.File("node.db")) : DatabaseUrl.Parse(_databaseUrl), TimeProvider.System);
}
