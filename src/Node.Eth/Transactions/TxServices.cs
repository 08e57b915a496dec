using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Fees;

namespace Node.Eth.Transactions;

/// <summary>The sending and following of transactions on one chain, wired together.</summary>
/// <param name="Queue">Takes transactions.</param>
/// <param name="Reader">Reads transactions, of all chains.</param>
/// <param name="Keys">Which keys may send.</param>
/// <param name="Services">What is to be started after the heads, in this order, and closed before them.</param>
internal sealed record TxServices(ITxQueue Queue, ITxReader Reader, IKeyStates Keys, IReadOnlyList<IService> Services)
{
    /// <summary>Wires them; starts nothing.</summary>
    public static TxServices Create(TxDependencies given)
    {
        var (chain, options, time, loggers) = (given.ChainId, given.Options, given.Time, given.Loggers);
        var metrics = given.Meters is { } meters ? new TxMetrics(chain, meters) : null;
        var store = new TxStore(given.Database, metrics);
        var senderSignal = new WakeSignal(time);
        var fees = new FeeSource(
            given.Client, given.Heads, options.Fees, given.Meters is null ? null : new FeeMetrics(chain, given.Meters));
        var maker = new AttemptMaker(new TxSigner(chain, given.Keystore), options);
        var sender = new RawSender(chain, given.Client, loggers.CreateLogger<RawSender>(), metrics, given.Traces);
        var giveUp = new GiveUp(chain, store, given.Client, fees, maker, time, loggers.CreateLogger<GiveUp>());
        var blocks = new BlockFollower(
            chain, store, given.Client, given.FinalityDepth, time, loggers.CreateLogger<BlockFollower>());
        return new TxServices(
            new TxQueue(chain, options, store, senderSignal, time),
            new TxReader(given.Database, store.Queries),
            store.Keys,
            [
                new TxConfirmer(
                    chain,
                    given.Heads,
                    blocks,
                    new ReceiptFollower(
                        chain,
                        store,
                        given.Client,
                        blocks,
                        new RevertExplainer(given.Client),
                        given.FinalityDepth,
                        time,
                        loggers.CreateLogger<ReceiptFollower>(),
                        given.Traces),
                    new TxNotifier(chain, store, given.Client, given.Observers, time, loggers.CreateLogger<TxNotifier>(), given.Traces),
                    new Rebroadcaster(chain, store, sender, giveUp, options, time),
                    new WakeSignal(time),
                    senderSignal,
                    options,
                    loggers.CreateLogger<TxConfirmer>()),
                new TxSender(
                    chain,
                    store,
                    given.Keystore,
                    given.Heads,
                    fees,
                    new NonceKeeper(chain, store, given.Client, options, time, loggers.CreateLogger<NonceKeeper>()),
                    new KeyRound(chain, store, given.Client, fees, maker, sender, giveUp, options, time, given.Traces),
                    senderSignal,
                    options,
                    time,
                    loggers.CreateLogger<TxSender>()),
                .. given.Meters is null
                    ? (IService[])[]
                    : [new TxFigures(chain, store, given.Client, given.Meters, time, loggers.CreateLogger<TxFigures>())],
            ]);
    }
}
