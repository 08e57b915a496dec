using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Heads;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Transactions;

namespace Node.Eth.Chains;

/// <summary>One chain: its endpoint, heads, transactions and logs, started and closed together.</summary>
internal sealed class EthChain : IEthChain, IService
{
    private readonly MultiStart _running = new();
    private readonly IReadOnlyList<IService> _services;
    private readonly IDisposable? _connection;

    /// <summary>Wires a chain on a transport; starts nothing.</summary>
    /// <param name="options">The chain's options, validated.</param>
    /// <param name="transport">Carries calls to its endpoint; disposed of when the chain closes.</param>
    /// <param name="given">What all chains stand on.</param>
    public EthChain(ChainOptions options, IRpcTransport transport, ChainDependencies given)
    {
        var (id, time, loggers) = (options.ChainId, given.Time, given.Loggers);
        Name = $"Eth.{id}";
        Options = options;
        _connection = transport as IDisposable;
        transport = given.Meters is null ? transport : new MeasuredRpcTransport(transport, id, given.Meters, given.Traces, time);
        var repeated = new RetryingRpcTransport(transport, new RpcRetryOptions(), time, given.Random);
        var headOptions = new HeadTrackerOptions
        {
            ChainId = id,
            PollInterval = options.HeadPollInterval,
            NoNewHeadsThreshold = options.NoNewHeadsThreshold,
            HeadDepthMax = options.HeadDepthMax,
        };
        Client = new EthClient(new CheckedRpcTransport(repeated, id, headOptions.ChainCheckInterval, time));

        // The tracker checks the chain itself, to name a wrong one as such. It needs no repeats: it polls.
        var heads = new HeadTracker($"{Name}.Heads", new EthClient(transport), headOptions, time, loggers.CreateLogger<HeadTracker>());
        var logOptions = new LogPollerOptions
        {
            ChainId = id,
            LogRangeBlocksMax = options.LogRangeBlocksMax,
            RewindBlocks = options.FinalityDepth,
        };
        var logs = new LogPoller($"{Name}.Logs", Client, heads, given.Database, logOptions, time, loggers.CreateLogger<LogPoller>());
        var transactions = TxServices.Create(new TxDependencies
        {
            ChainId = id,
            FinalityDepth = options.FinalityDepth,
            Options = options.Transactions,
            Database = given.Database,
            Client = Client,
            Heads = heads,
            Keystore = given.Keystore,
            Observers = given.Observers,
            Meters = given.Meters,
            Traces = given.Traces,
            Time = time,
            Loggers = loggers,
        });
        if (given.Meters is not null)
        {
            heads.Subscribe(new HeadMetrics(id, given.Meters, time));
        }

        (Heads, Transactions) = (heads, transactions.Queue);
        Logs = given.Meters is null ? logs : new MeasuredLogPoller(logs, id, given.Meters);
        _services = [heads, .. transactions.Services, logs];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ChainId Id => Options.ChainId;

    /// <inheritdoc/>
    public ChainOptions Options { get; }

    /// <inheritdoc/>
    public IEthClient Client { get; }

    /// <inheritdoc/>
    public IHeads Heads { get; }

    /// <inheritdoc/>
    public ILogPoller Logs { get; }

    /// <inheritdoc/>
    public ITxQueue Transactions { get; }

    /// <summary>Wires a chain on the first of its endpoints.</summary>
    public static EthChain Connect(ChainOptions options, ChainDependencies given)
    {
        var url = new Uri(options.RpcUrls[0].Reveal());
        var limits = new HttpRpcOptions { RequestTimeout = options.RpcTimeout, BatchItemsMax = options.RpcBatchItemsMax };
        ChainsLog.Configured(given.Loggers.CreateLogger<EthChain>(), options.ChainId, RpcEndpointName.Of(url));
        return new EthChain(options, new HttpRpcTransport(url, limits, given.Time), given);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken startToken) => _running.StartAsync(startToken, _services);

    /// <inheritdoc/>
    public async Task CloseAsync()
    {
        await _running.CloseAsync();
        _connection?.Dispose();
    }

    /// <inheritdoc/>
    public HealthFault? Ready() => _services.Select(service => service.Ready()).FirstOrDefault(fault => fault is not null);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, HealthFault?> HealthReport() =>
        _services.SelectMany(service => service.HealthReport())
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
}
