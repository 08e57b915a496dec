using DevChain.Contracts;
using Node.Eth.Primitives;

namespace DevChain.Prices;

/// <summary>The job that answers the requests of the consumer: three sources, the median, a transaction.</summary>
public static class PriceJob
{
    private const string RequestEvent =
        "OracleRequest(bytes32 indexed specId, address requester, bytes32 requestId, uint256 payment, address callbackAddr, "
        + "bytes4 callbackFunctionId, uint256 cancelExpiration, uint256 dataVersion, bytes data)";

    private const string CallParameters =
        "bytes32 requestId, uint256 payment, address callbackAddress, bytes4 callbackFunctionId, uint256 expiration";

    private const string CallData =
        "\"requestId\": $(request.requestId), \"payment\": $(request.payment), \"callbackAddress\": $(request.callbackAddr), "
        + "\"callbackFunctionId\": $(request.callbackFunctionId), \"expiration\": $(request.cancelExpiration), \"data\": $(answer)";

    /// <inheritdoc cref="Spec(Guid, long, OracleKind, Address, IReadOnlyList{PriceSource}, int)"/>
    public static string Spec(
        Guid jobId, long chainId, DevContracts contracts, IReadOnlyList<PriceSource> sources, int confirmations = 1)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        return Spec(jobId, chainId, contracts.Kind, contracts.Oracle, sources, confirmations);
    }

    /// <summary>Its spec, in TOML.</summary>
    /// <param name="jobId">Its external id, by which requests name it.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="kind">Which contract takes the requests.</param>
    /// <param name="oracle">The address of that contract.</param>
    /// <param name="sources">Where the prices come from.</param>
    /// <param name="confirmations">Of the answer's transaction before the run counts as finished. Default: 1.</param>
    public static string Spec(
        Guid jobId, long chainId, OracleKind kind, Address oracle, IReadOnlyList<PriceSource> sources, int confirmations = 1)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var (answer, call) = kind == OracleKind.Operator
            ? ("""abi="(bytes32 requestId, uint256 price)" data=<{"requestId": $(request.requestId), "price": $(median)}>""",
                $"fulfillOracleRequest2({CallParameters}, bytes data)")
            : ("""abi="(uint256 price)" data=<{"price": $(median)}>""",
                $"fulfillOracleRequest({CallParameters}, bytes32 data)");
        IEnumerable<string> lines =
        [
            "type = \"directrequest\"",
            "schemaVersion = 1",
            "name = \"ETH-USD price\"",
            $"externalJobID = \"{jobId}\"",
            $"evmChainID = \"{chainId}\"",
            $"contractAddress = \"{oracle}\"",
            "minIncomingConfirmations = 1",
            "minContractPaymentLinkJuels = \"100000000000000000\"",
            "observationSource = '''",
            $"""    request [type=ethabidecodelog abi="{RequestEvent}" data="$(jobRun.logData)" topics="$(jobRun.logTopics)"]""",
            """    asked [type=cborparse data="$(request.data)"]""",
            .. sources.SelectMany(SourceLines),
            """    median [type=median allowedFaults=0]""",
            $"""    answer [type=ethabiencode {answer}]""",
            $$"""    call [type=ethabiencode abi="{{call}}" data=<{{{CallData}}}>]""",
            $"""    submit [type=ethtx to="{oracle}" data="$(call)" minConfirmations="{confirmations}" failOnRevert="true"]""",
            "'''",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> SourceLines(PriceSource source) =>
    [
        $"""    {source.Name} [type=http method=GET url="{source.Url}" timeout="5s"]""",
        $"""    {source.Name}_price [type=jsonparse path="{source.Path}"]""",
        $"""    {source.Name}_scaled [type=multiply times="$(asked.times)"]""",
        $"""    {source.Name} -> {source.Name}_price -> {source.Name}_scaled -> median""",
    ];
}
