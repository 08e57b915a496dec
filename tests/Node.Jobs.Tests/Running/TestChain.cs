using System.Collections.Concurrent;
using Node.Core.Storage;
using Node.Eth.Chains;
using Node.Eth.Heads;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Transactions;

namespace Node.Jobs.Tests.Running;

/// <summary>A chain whose transactions go into a table of the test, in the commit of whoever queues them, and whose logs the test makes.</summary>
internal sealed class TestChain : IChainSet, IEthChain, ITxQueue, ILogPoller
{
    private readonly ConcurrentQueue<TxRequest> _requests = new();

    public ChainId Id => new(31337);

    public ChainOptions Options { get; init; } = new() { ChainId = new ChainId(31337), FinalityDepth = 5 };

    public IEthClient Client => Asked ?? throw new NotSupportedException("these tests ask no chain");

    /// <summary>Who answers when a test asks the chain.</summary>
    public IEthClient? Asked { get; set; }

    public IHeads Heads => throw new NotSupportedException("these tests ask no chain");

    public ILogPoller Logs => this;

    public ITxQueue Transactions => this;

    public IReadOnlyList<IEthChain> All => [this];

    public ConcurrentDictionary<string, LogSubscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Forgotten { get; } = new();

    /// <summary>All that was asked for, also what was rolled back.</summary>
    public IReadOnlyList<TxRequest> Requests => [.. _requests];

    /// <summary>Called in each queueing after the row was written; may throw or wait.</summary>
    public Func<TxRequest, Task>? OnEnqueue { get; set; }

    public static Task CreateTableAsync(Database database) => database.WriteAsync(
        session => session.ExecuteAsync("CREATE TABLE test_txs (origin TEXT PRIMARY KEY)"), CancellationToken.None);

    public static Task<IReadOnlyList<string>> OriginsAsync(Database database) => database.ReadAsync(
        session => session.QueryAsync<string>("SELECT origin FROM test_txs ORDER BY origin"), CancellationToken.None);

    public static TxReport Report(string origin, bool succeeded = true, bool mined = true, string? reason = null)
    {
        var hash = Hash32.Parse("0x" + new string('a', 64));
        var receipt = new TxReceipt(hash, hash, 7, 0, succeeded, 21_000, 1, null, []);
        var state = !mined ? TxState.Failed : succeeded ? TxState.Mined : TxState.Reverted;
        return new TxReport(new ChainId(31337), 1, origin, null, state, mined ? hash : null, mined ? receipt : null, mined ? 5 : 0, reason);
    }

    public IEthChain? Find(ChainId id) => id == Id ? this : null;

    public async Task<TxTicket> EnqueueAsync(WriteSession session, TxRequest request, CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        var isNew = await session.ExecuteAsync("INSERT INTO test_txs (origin) VALUES (@origin) ON CONFLICT DO NOTHING", new { origin = request.Origin }) == 1;
        if (OnEnqueue is { } also)
        {
            await also(request);
        }

        return new TxTicket(1, request.To, 0, !isNew);
    }

    public Task SubscribeAsync(LogSubscription subscription, CancellationToken cancellationToken) => Subscriptions.TryAdd(subscription.Name, subscription)
        ? Task.CompletedTask
        : throw new InvalidOperationException($"{subscription.Name} is subscribed already");

    public Task UnsubscribeAsync(string name, bool forget, CancellationToken cancellationToken)
    {
        Subscriptions.TryRemove(name, out _);
        if (forget)
        {
            Forgotten.Enqueue(name);
        }

        return Task.CompletedTask;
    }
}
