using System.Numerics;
using System.Text.Json;
using DevChain.Chains;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;

namespace DevChain.Contracts;

/// <summary>What a request needs, on a local chain: the LINK token, an oracle contract, and a consumer that asks it for prices.</summary>
public sealed class DevContracts
{
    /// <summary>10^18: one LINK.</summary>
    public static readonly BigInteger Link = BigInteger.Pow(10, 18);

    private static readonly AbiFunction Transfer = AbiFunction.Parse("transfer(address to, uint256 value)");
    private static readonly AbiFunction SetAuthorizedSenders = AbiFunction.Parse("setAuthorizedSenders(address[] senders)");
    private static readonly AbiFunction SetFulfillmentPermission = AbiFunction.Parse("setFulfillmentPermission(address node, bool allowed)");
    private static readonly AbiFunction RequestPrice = AbiFunction.Parse("requestPrice(bytes32 specId, uint256 payment, string pair, int256 times)");
    private static readonly AbiFunction RequestPriceOneWord =
        AbiFunction.Parse("requestPriceOneWord(bytes32 specId, uint256 payment, string pair, int256 times)");

    private static readonly AbiFunction AnswerOf = AbiFunction.Parse("answerOf(bytes32 requestId) returns (uint256)");
    private static readonly AbiFunction AnsweredAtBlock = AbiFunction.Parse("answeredAtBlock(bytes32 requestId) returns (uint256)");
    private static readonly AbiFunction AnswerCount = AbiFunction.Parse("answerCount() returns (uint256)");
    private static readonly AbiEvent PriceRequested =
        AbiEvent.Parse("PriceRequested(bytes32 indexed requestId, bytes32 indexed specId, string pair)");

    private readonly AnvilProcess _chain;

    private DevContracts(AnvilProcess chain, OracleKind kind, Address linkToken, Address oracle, Address consumer)
    {
        _chain = chain;
        Kind = kind;
        LinkToken = linkToken;
        Oracle = oracle;
        Consumer = consumer;
    }

    /// <summary>Which contract takes the requests.</summary>
    public OracleKind Kind { get; }

    /// <summary>The LINK token; the chain's first account owns all of it.</summary>
    public Address LinkToken { get; }

    /// <summary>The contract that takes the requests, whose logs a node follows.</summary>
    public Address Oracle { get; }

    /// <summary>The contract that makes the requests and keeps the answers.</summary>
    public Address Consumer { get; }

    /// <summary>Puts the contracts on the chain and gives the consumer 1,000 LINK.</summary>
    /// <exception cref="InvalidOperationException">Node.js is missing, or the contracts could not be compiled.</exception>
    public static async Task<DevContracts> DeployAsync(
        AnvilProcess chain, OracleKind kind = OracleKind.Operator, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var owner = Address.Parse(chain.Accounts[0]);
        var link = await ContractDeployment.DeployAsync(chain, "LinkToken", cancellationToken: cancellationToken);
        var oracle = kind == OracleKind.Operator
            ? await ContractDeployment.DeployAsync(chain, "Operator", "address link, address owner", [link, owner], cancellationToken)
            : await ContractDeployment.DeployAsync(chain, "Oracle", "address link", [link], cancellationToken);
        var consumer = await ContractDeployment.DeployAsync(
            chain, "PriceConsumer", "address link, address oracle", [link, oracle], cancellationToken);
        var contracts = new DevContracts(chain, kind, link, oracle, consumer);
        await contracts.FundConsumerAsync(1000 * Link, cancellationToken);
        return contracts;
    }

    /// <summary>Lets exactly these accounts answer requests (the legacy oracle adds them to those allowed before).</summary>
    public async Task AuthoriseAsync(IReadOnlyList<Address> nodes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (Kind == OracleKind.Operator)
        {
            await ExecuteNowAsync(Oracle, SetAuthorizedSenders.EncodeCall([nodes]), cancellationToken);
            return;
        }

        foreach (var node in nodes)
        {
            await ExecuteNowAsync(Oracle, SetFulfillmentPermission.EncodeCall(node, true), cancellationToken);
        }
    }

    /// <summary>Gives the consumer LINK to pay with.</summary>
    public Task FundConsumerAsync(BigInteger juels, CancellationToken cancellationToken = default) =>
        ExecuteNowAsync(LinkToken, Transfer.EncodeCall(Consumer, juels), cancellationToken);

    /// <summary>Makes the consumer ask for a price, and waits until the request is mined.</summary>
    /// <param name="specId">The job, as <see cref="JobTopic"/> writes it.</param>
    /// <param name="pair">Reaches the job as <c>pair</c>.</param>
    /// <param name="times">Reaches the job as <c>times</c>.</param>
    /// <param name="payment">In juels. Default, null: one LINK.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PriceRequest> RequestPriceAsync(
        Hash32 specId, string pair = "ETH-USD", long times = 100_000_000, BigInteger? payment = null, CancellationToken cancellationToken = default)
    {
        var function = Kind == OracleKind.Operator ? RequestPrice : RequestPriceOneWord;
        var call = function.EncodeCall(specId, payment ?? Link, pair, times);
        return ReadRequest(await _chain.Rpc.ExecuteAsync(_chain.Accounts[0], Consumer.ToString(), call, cancellationToken: cancellationToken));
    }

    /// <summary>The answer that the consumer got, or null as long as it has none.</summary>
    public async Task<BigInteger?> ReadAnswerAsync(Hash32 requestId, CancellationToken cancellationToken = default) =>
        await ReadAnsweredAtBlockAsync(requestId, cancellationToken) is null
            ? null
            : await ReadAsync(AnswerOf, [requestId], cancellationToken);

    /// <summary>The block in which the consumer got its answer, or null as long as it has none.</summary>
    public async Task<long?> ReadAnsweredAtBlockAsync(Hash32 requestId, CancellationToken cancellationToken = default)
    {
        var block = (long)await ReadAsync(AnsweredAtBlock, [requestId], cancellationToken);
        return block == 0 ? null : block;
    }

    /// <summary>How many answers the consumer got. A second answer to a request would revert, and is not counted.</summary>
    public async Task<long> ReadAnswerCountAsync(CancellationToken cancellationToken = default) =>
        (long)await ReadAsync(AnswerCount, [], cancellationToken);

    private static PriceRequest ReadRequest(JsonElement receipt)
    {
        var topics = receipt.GetProperty("logs").EnumerateArray()
            .Select(log => log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!)).ToArray())
            .Single(topics => topics[0] == PriceRequested.Topic0);
        return new PriceRequest(
            topics[1],
            Hash32.Parse(receipt.GetProperty("transactionHash").GetString()!),
            DevRpc.ReadInt64(receipt.GetProperty("blockNumber")));
    }

    private async Task<BigInteger> ReadAsync(AbiFunction function, IReadOnlyList<object?> arguments, CancellationToken cancellationToken) =>
        (BigInteger)function.DecodeResult(
            await _chain.Rpc.CallContractAsync(Consumer.ToString(), function.EncodeCall(arguments), cancellationToken))[0];

    private Task<JsonElement> ExecuteNowAsync(Address to, byte[] call, CancellationToken cancellationToken) =>
        _chain.ExecuteNowAsync(to.ToString(), call, cancellationToken: cancellationToken);
}
