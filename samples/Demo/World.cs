using DevChain.Chains;
using DevChain.Contracts;
using DevChain.Nodes;
using DevChain.Packages;
using DevChain.Prices;

namespace Demo;

/// <summary>Everything that the story needs: a chain with contracts, price sources, and a node with a key and a job.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly TimeSpan BlockTime = TimeSpan.FromSeconds(1);

    private World(AnvilProcess chain, DevContracts contracts, PriceServer prices, NodeProcess node, Guid jobId, string jobNumber)
    {
        Chain = chain;
        Contracts = contracts;
        Prices = prices;
        Node = node;
        JobId = jobId;
        JobNumber = jobNumber;
    }

    public AnvilProcess Chain { get; }

    public DevContracts Contracts { get; }

    public PriceServer Prices { get; }

    public NodeProcess Node { get; }

    /// <summary>The id by which requests name the job.</summary>
    public Guid JobId { get; }

    /// <summary>The number by which the node's API names it.</summary>
    public string JobNumber { get; }

    /// <summary>Sets everything up, telling each step.</summary>
    public static async Task<World> BuildAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var owned = new OwnedParts();
        stage.Tell("packages", "anvil, the Solidity compilers and the contracts, pinned; installed the first time only");
        await DevPackages.InstallAsync(cancellationToken);

        var chain = owned.Add(await AnvilProcess.StartAsync(new AnvilOptions { BlockTime = BlockTime }, cancellationToken));
        stage.Tell("chain", $"{chain.RpcUrl} (chain id {chain.Options.ChainId}), a block each second");

        stage.Tell("contracts", "compiling (the first time only) and deploying");
        var contracts = await DevContracts.DeployAsync(chain, cancellationToken: cancellationToken);
        stage.Detail("LinkToken", contracts.LinkToken.ToString());
        stage.Detail("Operator", contracts.Oracle.ToString());
        stage.Detail("PriceConsumer", $"{contracts.Consumer}, with 1,000 LINK to pay with");

        var prices = owned.Add(PriceServer.Start());
        stage.Tell("sources", string.Join("  ", prices.Sources.Select(source => source.Url)));

        var node = owned.Add(await StartNodeAsync(chain, prices, cancellationToken));
        stage.Tell("node", $"{node.Url} is ready (process {node.ProcessId}, embedded database)");

        var key = await node.Api.CreateKeyAsync(chain.Options.ChainId, cancellationToken);
        await chain.ExecuteNowAsync(key.ToString(), [], 10 * DevContracts.Link, cancellationToken);
        await contracts.AuthoriseAsync([key], cancellationToken);
        stage.Tell("key", $"{key} made by the node, given 10 ether, authorised on the Operator");

        var jobId = Guid.NewGuid();
        var spec = PriceJob.Spec(jobId, chain.Options.ChainId, contracts, prices.Sources);
        var jobNumber = await node.Api.CreateJobAsync(spec, cancellationToken);
        stage.Tell("job", $"{jobId} is number {jobNumber}:");
        stage.Write();
        stage.Write(spec);
        owned.Keep();
        return new World(chain, contracts, prices, node, jobId, jobNumber);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Prices.DisposeAsync();
        await Chain.DisposeAsync();
    }

    private static async Task<NodeProcess> StartNodeAsync(AnvilProcess chain, PriceServer prices, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("oracle-node-demo-").FullName;
        return await NodeProcess.StartAsync(
            new NodeProcessOptions
            {
                DataFolder = folder,
                FolderToRemove = folder,
                Settings = NodeSettings.For(chain, prices.Host),
            },
            cancellationToken);
    }
}
