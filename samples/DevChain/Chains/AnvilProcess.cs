using System.Globalization;
using System.Numerics;
using System.Text.Json;
using DevChain.Packages;
using DevChain.Processes;

namespace DevChain.Chains;

/// <summary>A local chain with a real EVM and ten funded accounts; it ends with this process, however this process ends.</summary>
public sealed class AnvilProcess : IAsyncDisposable
{
    private const int StartAttemptsMax = 3;

    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan ImpatientAfter = TimeSpan.FromMilliseconds(100);

    private readonly ChildProcess _process;

    private AnvilProcess(ChildProcess process, DevRpc rpc, AnvilOptions options, IReadOnlyList<string> accounts)
    {
        _process = process;
        Rpc = rpc;
        Options = options;
        Accounts = accounts;
    }

    /// <summary>Calls to the chain.</summary>
    public DevRpc Rpc { get; }

    /// <summary>What it was started with; <see cref="AnvilOptions.Port"/> is the port that it listens on.</summary>
    public AnvilOptions Options { get; }

    /// <summary>Where a node finds it. A websocket client finds it at the same port.</summary>
    public Uri RpcUrl => Rpc.Url;

    /// <summary>The accounts that it signs for, each with 10,000 ether.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>Starts a chain and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">Node.js is missing, the packages could not be installed, or anvil does not start.</exception>
    public static async Task<AnvilProcess> StartAsync(AnvilOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AnvilOptions();
        var file = await DevPackages.FindAnvilAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var chosen = options with { Port = options.Port == 0 ? FreePort.Next() : options.Port };
            var process = ChildProcess.Start(new ChildProcessOptions { FileName = file, Arguments = Arguments(chosen) });
            var rpc = new DevRpc(new Uri($"http://127.0.0.1:{chosen.Port}"));
            if (await AnswersAsync(process, rpc, chosen, cancellationToken))
            {
                var accounts = await rpc.CallAsync("eth_accounts", cancellationToken);
                return new AnvilProcess(process, rpc, chosen, [.. accounts.EnumerateArray().Select(account => account.GetString()!)]);
            }

            rpc.Dispose();
            await process.DisposeAsync();
            if (attempt == StartAttemptsMax)
            {
                throw new InvalidOperationException($"anvil does not start on port {chosen.Port}. It said:\n{string.Join('\n', process.LastLines)}");
            }
        }
    }

    /// <summary>The process id of anvil.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Sends a transaction from the first account and mines it at once, whatever the interval of the chain.</summary>
    /// <returns>Its receipt.</returns>
    /// <exception cref="InvalidOperationException">It was mined and reverted.</exception>
    public async Task<JsonElement> ExecuteNowAsync(
        string? to, byte[] data, BigInteger value = default, CancellationToken cancellationToken = default)
    {
        var executing = Rpc.ExecuteAsync(Accounts[0], to, data, value, cancellationToken);
        while (!executing.IsCompleted)
        {
            await Task.WhenAny(executing, Task.Delay(ImpatientAfter, cancellationToken));
            if (!executing.IsCompleted)
            {
                await MineAsync(cancellationToken: cancellationToken);
            }
        }

        return await executing;
    }

    /// <summary>Mines blocks.</summary>
    public Task MineAsync(int count = 1, CancellationToken cancellationToken = default) =>
        Rpc.CallAsync("anvil_mine", [DevRpc.Quantity(count)], cancellationToken);

    /// <summary>Turns mining at each transaction on or off.</summary>
    public Task SetAutomineAsync(bool on, CancellationToken cancellationToken = default) =>
        Rpc.CallAsync("evm_setAutomine", [on], cancellationToken);

    /// <summary>Mines at an interval of whole seconds from now on; 0 stops that.</summary>
    public Task SetIntervalMiningAsync(int seconds, CancellationToken cancellationToken = default) =>
        Rpc.CallAsync("evm_setIntervalMining", [seconds], cancellationToken);

    /// <summary>Gives an account a balance out of nothing.</summary>
    public Task SetBalanceAsync(string address, BigInteger wei, CancellationToken cancellationToken = default) =>
        Rpc.CallAsync("anvil_setBalance", [address, DevRpc.Quantity(wei)], cancellationToken);

    /// <summary>Replaces the last blocks by empty ones with other hashes. Their transactions are lost, not returned to the pool.</summary>
    public Task ReorgAsync(int depth, CancellationToken cancellationToken = default) =>
        Rpc.CallAsync("anvil_reorg", [depth, Array.Empty<object>()], cancellationToken);

    /// <summary>Remembers the state of the chain.</summary>
    /// <returns>What <see cref="RevertAsync"/> takes; it serves once.</returns>
    public async Task<string> SnapshotAsync(CancellationToken cancellationToken = default) =>
        (await Rpc.CallAsync("evm_snapshot", cancellationToken)).GetString()!;

    /// <summary>Goes back to a snapshot, blocks and all.</summary>
    public Task RevertAsync(string snapshot, CancellationToken cancellationToken = default) =>
        Rpc.CallAsync("evm_revert", [snapshot], cancellationToken);

    /// <summary>Ends the chain.</summary>
    public async ValueTask DisposeAsync()
    {
        Rpc.Dispose();
        await _process.DisposeAsync();
    }

    private static List<string> Arguments(AnvilOptions options)
    {
        List<string> arguments =
        [
            "--host", "127.0.0.1", "--silent",
            "--port", options.Port.ToString(CultureInfo.InvariantCulture),
            "--chain-id", options.ChainId.ToString(CultureInfo.InvariantCulture),
        ];
        if (options.BlockTime is { } blockTime)
        {
            arguments.AddRange(["--block-time", ((long)blockTime.TotalSeconds).ToString(CultureInfo.InvariantCulture)]);
        }

        if (!options.Mining)
        {
            arguments.Add("--no-mining");
        }

        if (options.SlotsInAnEpoch is { } slots)
        {
            arguments.AddRange(["--slots-in-an-epoch", slots.ToString(CultureInfo.InvariantCulture)]);
        }

        if (options.StateFile is { } stateFile)
        {
            arguments.AddRange(["--state", stateFile]);
        }

        return arguments;
    }

    private static async Task<bool> AnswersAsync(ChildProcess process, DevRpc rpc, AnvilOptions options, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!process.Exited.IsCompleted && TimeProvider.System.GetElapsedTime(startedAt) < options.StartTimeout)
        {
            try
            {
                return DevRpc.ReadInt64(await rpc.CallAsync("eth_chainId", cancellationToken)) == options.ChainId && !process.Exited.IsCompleted;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(StartPoll, cancellationToken);
            }
        }

        return false;
    }
}
