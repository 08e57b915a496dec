using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Core.Tracing;
using Node.Eth.Chains;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Transactions;

namespace Node.Eth;

/// <summary>Wires what this floor has.</summary>
public static class EthModule
{
    /// <summary>
    /// Registers the keystore, the chains and the reading of transactions. Needs the database, a clock, randomness and loggers.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="chains">The chains, validated, with different ids; may be none.</param>
    /// <param name="keystore">How keys are kept.</param>
    public static IServiceCollection AddEth(
        this IServiceCollection services, IReadOnlyList<ChainOptions> chains, KeystoreOptions keystore)
    {
        ArgumentNullException.ThrowIfNull(keystore);
        EthTypeHandlers.Register();
        return services.AddKeys(keystore).AddTransactions().AddChains(chains);
    }

    /// <summary>The chains in the order in which they start; the keystore starts before them.</summary>
    public static IReadOnlyList<IService> EthServices(this IServiceProvider provider) =>
        provider.GetRequiredService<ChainSet>().Services;

    private static IServiceCollection AddKeys(this IServiceCollection services, KeystoreOptions options) => services
        .AddSingleton(options)
        .AddSingleton<Keystore>()
        .AddSingleton<IKeystore>(provider => provider.GetRequiredService<Keystore>())
        .AddSingleton<IVrfKeystore, VrfKeystore>()
        .AddSingleton<ISecretBox>(provider => provider.GetRequiredService<Keystore>())
        .AddSingleton<IOneTimeUses, StoredOneTimeUses>();

    private static IServiceCollection AddTransactions(this IServiceCollection services) => services
        .AddSingleton<TxStore>()
        .AddSingleton<IKeyStates>(provider => provider.GetRequiredService<TxStore>().Keys)
        .AddSingleton<ITxReader>(
            provider => new TxReader(provider.GetRequiredService<Database>(), provider.GetRequiredService<TxStore>().Queries));

    private static IServiceCollection AddChains(this IServiceCollection services, IReadOnlyList<ChainOptions> chains) => services
        .AddSingleton(provider => new ChainDependencies(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<IKeystore>(),
            provider.GetServices<ITxObserver>, // asked late: observers may need the chains
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IRandomSource>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetService<IMeterFactory>(),
            provider.GetService<Traces>()))
        .AddSingleton(provider =>
            new ChainSet(chains.Select(chain => EthChain.Connect(chain, provider.GetRequiredService<ChainDependencies>()))))
        .AddSingleton<IChainSet>(provider => provider.GetRequiredService<ChainSet>());
}
