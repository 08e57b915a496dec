using System.Net;
using System.Net.Sockets;
using DevChain.Chains;
using DevChain.Processes;
using Microsoft.Data.Sqlite;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Composition;

/// <summary>What stops a start, and what does not. The real program, since exit codes and outputs are the point.</summary>
public sealed class StartFaultTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_any_configuration_a_node_starts_and_says_its_token_once()
    {
        await using (var first = NodeProgram.Start(_folder.Path))
        {
            await first.UntilAsync("/ready", HttpStatusCode.OK);
            Assert.Matches("^[0-9a-f]{32}$", first.Printed("API key"));
            Assert.Matches("^[0-9a-f]{64}$", first.Printed("API secret"));
            Assert.True(File.Exists(_folder.File("node.db")), "the database is not in the data folder");
            Assert.Equal(0, await first.StopAsync());
            NothingAlarming(first);
        }

        await using var second = NodeProgram.Start(_folder.Path, null, "start");
        await second.UntilAsync("/ready", HttpStatusCode.OK);
        Assert.Equal(0, await second.StopAsync());
        Assert.Empty(second.Out);
        NothingAlarming(second);
    }

    [Fact]
    public async Task A_wrong_keystore_password_stops_the_start()
    {
        await using var chain = await AnvilProcess.StartAsync(null, TestContext.Current.CancellationToken);
        var settings = ChainSettings(chain.RpcUrl);
        settings["Keystore__PasswordFile"] = _folder.Write("password", "the right password, quite long");
        await using (var node = NodeProgram.Start(_folder.Path, settings))
        {
            await node.UntilAsync("/ready", HttpStatusCode.OK);
            using var api = new TestApi(node.Url, node.Printed("API key"), node.Printed("API secret"));
            Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("/v2/keys/evm", "")).Status);
            Assert.Equal(0, await node.StopAsync());
        }

        _folder.Write("password", "another password, as long");
        await using var locked = NodeProgram.Start(_folder.Path, settings);

        await StopsWithAsync(locked, "password");
        Assert.DoesNotContain("another password", locked.Said, StringComparison.Ordinal);
        _folder.Write("password", "the right password, quite long\n");
        await using var unlocked = NodeProgram.Start(_folder.Path, settings);
        await unlocked.UntilAsync("/ready", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_file_that_is_not_there_stops_the_start()
    {
        await using var node = NodeProgram.Start(_folder.Path, new Dictionary<string, string> { ["Keystore__PasswordFile"] = _folder.File("nowhere") });

        await StopsWithAsync(node, "nowhere");
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_stops_the_start()
    {
        await StartAndStopAsync();
        using (var connection = new SqliteConnection($"Data Source={_folder.File("node.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('999_future.sql', '2030-01-01')";
            command.ExecuteNonQuery();
        }

        await using var node = NodeProgram.Start(_folder.Path);

        await StopsWithAsync(node, "newer than this program", "999_future.sql");
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start()
    {
        _folder.Write("node.db", new string('x', 8192));
        await using var node = NodeProgram.Start(_folder.Path);

        await StopsWithAsync(node, "node.db");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_stops_the_start()
    {
        var file = _folder.Write("file", "");
        await using var node = NodeProgram.Start(_folder.Path, new Dictionary<string, string> { ["DataFolder"] = Path.Combine(file, "data") });

        await StopsWithAsync(node, "data");
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_away_stops_the_start_without_showing_its_password()
    {
        await using var node = NodeProgram.Start(_folder.Path, new Dictionary<string, string>
        {
            ["Database__Url"] = $"postgres://node:hunter2hunter2@127.0.0.1:{FreePort.Next()}/node",
        });

        await StopsWithAsync(node, "database");
        Assert.DoesNotContain("hunter2", node.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PostgreSQL_without_the_database_stops_the_start()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var node = NodeProgram.Start(_folder.Path, new Dictionary<string, string>
        {
            ["Database__Url"] = database.Url.Replace(database.Name, "no_such_database", StringComparison.Ordinal),
        });

        await StopsWithAsync(node, "no_such_database");
    }

    [Fact]
    public async Task A_taken_port_stops_the_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var node = NodeProgram.Start(_folder.Path, new Dictionary<string, string> { ["Http__Port"] = port });

        await StopsWithAsync(node, port, "Http.Port");
    }

    [Fact]
    public async Task A_second_node_on_the_same_file_stops_and_the_first_goes_on()
    {
        await using var first = NodeProgram.Start(_folder.Path);
        await first.UntilAsync("/ready", HttpStatusCode.OK);
        await using var second = NodeProgram.Start(_folder.Path);

        await StopsWithAsync(second, "node.db", "another");
        Assert.Equal(HttpStatusCode.OK, (await first.Api.GetAsync("/ready")).Status);
    }

    [Fact]
    public async Task An_RPC_that_is_away_keeps_the_node_up_and_not_ready_until_it_comes()
    {
        var port = FreePort.Next();
        var settings = ChainSettings(new Uri($"http://127.0.0.1:{port}"));
        settings["Health__PollInterval"] = "1s";
        await using var node = NodeProgram.Start(_folder.Path, settings);

        var notReady = await node.UntilAsync("/ready", HttpStatusCode.ServiceUnavailable);
        await node.UntilAsync("/live", HttpStatusCode.OK);
        var failing = notReady.List.Select(check => check!["attributes"]!)
            .Where(check => check["status"]!.GetValue<string>() == "failing").ToList();
        Assert.Contains(failing, check => check["name"]!.GetValue<string>().StartsWith("Eth.31337", StringComparison.Ordinal));
        Assert.All(failing, check => Assert.NotEmpty(check["output"]!.GetValue<string>()));

        // Not having a block yet is no fault of its health; that nobody answers is, once the first look has failed.
        await node.UntilAsync("/health", HttpStatusCode.ServiceUnavailable);

        await using var chain = await AnvilProcess.StartAsync(new AnvilOptions { Port = port }, TestContext.Current.CancellationToken);
        await node.UntilAsync("/ready", HttpStatusCode.OK);
        await node.UntilAsync("/health", HttpStatusCode.OK);
        Assert.Equal(0, await node.StopAsync());
    }

    [Fact]
    public async Task A_chain_with_another_id_than_configured_keeps_the_node_not_ready_and_is_named()
    {
        await using var chain = await AnvilProcess.StartAsync(new AnvilOptions { ChainId = 1337 }, TestContext.Current.CancellationToken);
        var settings = ChainSettings(chain.RpcUrl);
        settings["Health__PollInterval"] = "1s";
        await using var node = NodeProgram.Start(_folder.Path, settings);

        await node.UntilAsync("/live", HttpStatusCode.OK);
        var startedAt = TimeProvider.System.GetTimestamp();
        ApiAnswer answer;
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(30), $"the wrong chain was not named; {node.Said}");
            answer = await node.UntilAsync("/ready", HttpStatusCode.ServiceUnavailable);
        }
        while (!answer.Text.Contains("1337", StringComparison.Ordinal) || !answer.Text.Contains("31337", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_faults_of_the_configuration_come_in_one_message()
    {
        await using var node = NodeProgram.Start(
            _folder.Path,
            new Dictionary<string, string>
            {
                ["Http__BodyBytesMax"] = "12",
                ["Chains__0__ChainId"] = "31337",
                ["Chains__0__RpcUrls__0"] = "ftp://user:hunter2@host",
                ["Database__Url"] = "mysql://hunter2",
                ["Nonsense__Key"] = "1",
            },
            "--Runs.ConcurrentMax=many",
            "--Http.Adress=127.0.0.1");

        Assert.Equal(1, await node.EndAsync());
        Assert.Empty(node.Out);
        var keys = new[] { "Http:BodyBytesMax", "Chains:0:RpcUrls:0", "Database:Url", "Nonsense", "Runs:ConcurrentMax", "Http:Adress" };
        Assert.All(keys, key => Assert.Single(node.Error, line => line.TrimStart().StartsWith(key, StringComparison.Ordinal)));
        Assert.Equal(keys.Length + 1, node.Error.Count);
        Assert.Contains($"{keys.Length} faults", node.Error[0], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", node.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("node.db")), "a node that is configured wrongly made a database");
    }

    private static Dictionary<string, string> ChainSettings(Uri rpc) => new()
    {
        ["Chains__0__ChainId"] = "31337",
        ["Chains__0__RpcUrls__0"] = rpc.ToString(),
    };

    private static async Task StopsWithAsync(NodeProgram node, params string[] parts)
    {
        Assert.Equal(1, await node.EndAsync());
        Assert.DoesNotContain(node.Out, line => !line.StartsWith("API ", StringComparison.Ordinal) && !line.StartsWith("First start", StringComparison.Ordinal));
        NothingAlarming(node, "oracle-node cannot start:");
        var line = Assert.Single(node.Error, line => line.StartsWith("oracle-node cannot start:", StringComparison.Ordinal));
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.Equal(line, node.Error[^1]);
    }

    /// <summary>Only lines at the level of information, besides the one that is meant.</summary>
    private static void NothingAlarming(NodeProgram node, string? meant = null) =>
        Assert.All(node.Error.Where(line => meant is null || !line.StartsWith(meant, StringComparison.Ordinal)), line =>
            Assert.True(System.Text.RegularExpressions.Regex.IsMatch(line, @"^\d\d:\d\d:\d\d\.\d{3} INF "), $"\"{line}\" in:\n{node.Said}"));

    private async Task StartAndStopAsync()
    {
        await using var node = NodeProgram.Start(_folder.Path);
        await node.UntilAsync("/ready", HttpStatusCode.OK);
        Assert.Equal(0, await node.StopAsync());
    }
}
