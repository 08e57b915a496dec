using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Core.Tracing;
using Node.Eth.Keys;
using Node.Eth.Transactions;

namespace Node.Eth.Chains;

/// <summary>What all chains stand on.</summary>
/// <param name="Database">The store, migrated before the chains start.</param>
/// <param name="Keystore">Signs.</param>
/// <param name="Observers">Gives all that want to know of transactions; asked when the first block is followed.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">Varies waits.</param>
/// <param name="Loggers">Makes loggers.</param>
/// <param name="Meters">Makes meters; null when nothing is counted.</param>
/// <param name="Traces">Makes spans; null for none.</param>
internal sealed record ChainDependencies(
    Database Database,
    IKeystore Keystore,
    Func<IEnumerable<ITxObserver>> Observers,
    TimeProvider Time,
    IRandomSource Random,
    ILoggerFactory Loggers,
    IMeterFactory? Meters = null,
    Traces? Traces = null);
