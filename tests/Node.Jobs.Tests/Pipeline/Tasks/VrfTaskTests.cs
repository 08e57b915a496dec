using System.Numerics;
using Node.Eth.Encoding.Abi;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>From a coordinator's log to what is sent back, in all three versions.</summary>
public sealed class VrfTaskTests
{
    private static readonly Scalar Secret = Scalar.FromInt64(10);
    private static readonly Point Key = Group.BaseMultiplySecret(Secret);
    private static readonly Hash32 Block = Keccak256.Hash("block");
    private static readonly Hash32 JobId = Keccak256.Hash("job");
    private static readonly Address Sender = Address.Parse("0x90A8820424CC8a819d14cBdE54D12fD3fbFa9bb2");

    [Fact]
    public async Task A_request_of_version_1_is_answered()
    {
        var run = await RunAsync("vrf", Log(("keyHash", Key.ToHash()), ("seed", 5), ("jobID", JobId)));
        var response = Convert.FromHexString(Assert.IsType<TextValue>(run.Outputs[0]).Value[2..]);
        Assert.True(VrfResponses.CheckV1(response, 5, Block).Ok);
        Assert.Equal(77UL, VrfResponses.ReadV1(response).BlockNumber);
    }

    [Theory]
    [InlineData("vrfv2")]
    [InlineData("vrfv2plus")]
    public async Task A_request_with_a_subscription_is_answered(string type)
    {
        var run = await RunAsync(type, Log(Subscription()));
        var output = Assert.IsType<MapValue>(run.Outputs[0]);
        Assert.Equal(["output", "requestID", "proof", "requestCommitment"], output.Members.Keys);
        var call = Convert.FromHexString(((TextValue)output.Members["output"]).Value[2..]);
        var proof = call.AsSpan(4, VrfSolidityProof.Size);
        Assert.True(VrfContract.Verify(proof, VrfVersion.V2, VrfResponses.FinalSeed(5, Block)).Ok);
        Assert.Equal(VrfResponses.RequestIdOf(Key.ToHash(), 5), new Hash32(Convert.FromHexString(((TextValue)output.Members["requestID"]).Value[2..].PadLeft(64, '0'))));
        var commitment = Assert.IsType<MapValue>(output.Members["requestCommitment"]);
        Assert.Equal(PipelineValue.Of(new BigInteger(3)), commitment.Members["subId"]);
        Assert.Equal(type == "vrfv2plus", commitment.Members.ContainsKey("extraArgs"));
        Assert.Equal(PipelineValue.Of(Key.X.ToBigInteger()), ((ListValue)((MapValue)output.Members["proof"]).Members["pk"]).Items[0]);
    }

    [Fact]
    public async Task A_log_as_the_field_s_jobs_decode_it_is_answered()
    {
        var values = Subscription();
        var types = AbiTypeParser.ParseParameters("uint256 requestId, uint256 preSeed, uint16 minimumRequestConfirmations, uint32 callbackGasLimit, uint32 numWords");
        var data = AbiEncoder.Encode(types, [new BigInteger(VrfResponses.RequestIdOf(Key.ToHash(), 5).ToBytes(), true, true), new BigInteger(5), new BigInteger(3), new BigInteger(100_000), new BigInteger(2)]);
        var topics = new[] { Keccak256.Hash("event"), Key.ToHash(), new Hash32([.. new byte[31], 3]), new Hash32([.. new byte[12], .. Sender.ToBytes()]) };
        var run = await Runner.RunAsync(
            """
            decode [type=ethabidecodelog abi="RandomWordsRequested(bytes32 indexed keyHash,uint256 requestId,uint256 preSeed,uint64 indexed subId,uint16 minimumRequestConfirmations,uint32 callbackGasLimit,uint32 numWords,address indexed sender)" data="$(data)" topics="$(topics)"]
            vrf [type=vrfv2 publicKey="$(key)" requestBlockHash="$(block)" requestBlockNumber="$(number)" topics="$(topics)"]
            decode -> vrf
            """,
            Variables(("data", PipelineValue.Of(data)), ("topics", PipelineValue.List([.. topics.Select(topic => PipelineValue.Of(topic.ToBytes()))]))),
            Registry(new OneKey()));
        Assert.True(run.FatalErrors.All(error => error is null), string.Join('\n', run.FatalErrors));
        var call = Assert.IsType<TextValue>(Assert.IsType<MapValue>(run.Outputs[0]).Members["output"]).Value;
        Assert.Equal((await RunAsync("vrfv2", Log(values))).Outputs[0], run.Outputs[0]);
        Assert.StartsWith("0xaf198b97", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_said()
    {
        var good = Subscription();
        await FailsAsync("vrfv2", Log([.. good.Where(field => field.Name != "preSeed")]), "invalid preSeed: is not in the log");
        await FailsAsync("vrfv2", Log([.. good.Where(field => field.Name != "keyHash"), ("keyHash", Block)]), "invalid key hash");
        await FailsAsync("vrfv2", Log([.. good.Where(field => field.Name != "subId"), ("subId", BigInteger.One << 64)]), "invalid subId: is not a number of 64 bits");
        await FailsAsync("vrfv2", Log([.. good.Where(field => field.Name != "requestId"), ("requestId", 1)]), "is not that of keyHash and preSeed");
        await FailsAsync("vrfv2plus", Log([.. good.Where(field => field.Name != "extraArgs")]), "invalid extraArgs: is not in the log");
        await FailsAsync("vrf", Log(("keyHash", Key.ToHash()), ("seed", 5), ("jobID", Block)), "neither of the first two topics");
        await FailsAsync("vrf", PipelineValue.Of("x"), "expected");
        await FailsAsync("vrfv2", Log(good), "there are no VRF keys here", hasKeys: false);
    }

    private static (string Name, object Value)[] Subscription() =>
    [
        ("keyHash", Key.ToHash()), ("requestId", new BigInteger(VrfResponses.RequestIdOf(Key.ToHash(), 5).ToBytes(), true, true)), ("preSeed", 5), ("subId", 3),
        ("callbackGasLimit", 100_000), ("numWords", 2), ("sender", Sender), ("extraArgs", VrfExtraArgs.Encode(true)),
    ];

    private static PipelineValue Log(params (string Name, object Value)[] fields) => PipelineValue.Map([.. fields.Select(field => (field.Name, field.Value switch
    {
        Hash32 hash => PipelineValue.Of(hash.ToBytes()),
        Address address => PipelineValue.Of(address.ToString()),
        byte[] bytes => PipelineValue.Of(bytes),
        BigInteger number => PipelineValue.Of(number),
        _ => PipelineValue.Of((long)(int)field.Value),
    }))]);

    private static MapValue Variables(params (string, PipelineValue)[] more) => (MapValue)PipelineValue.Map(
    [
        ("key", PipelineValue.Of(VrfKey.Text(Key))), ("block", PipelineValue.Of(Block.ToBytes())), ("number", PipelineValue.Of(77L)), .. more,
    ]);

    private static Task<PipelineRun> RunAsync(string type, PipelineValue log, bool hasKeys = true) => Runner.RunAsync(
        $"""
        log [type=memo value="$(log)"]
        vrf [type={type} publicKey="$(key)" requestBlockHash="$(block)" requestBlockNumber="$(number)" topics="$(topics)"]
        log -> vrf
        """,
        Variables(("log", log), ("topics", PipelineValue.List(PipelineValue.Of(Keccak256.Hash("event").ToBytes()), PipelineValue.Of(JobId.ToBytes())))),
        Registry(hasKeys ? new OneKey() : null));

    private static async Task FailsAsync(string type, PipelineValue log, string problem, bool hasKeys = true)
    {
        var run = await RunAsync(type, log, hasKeys);
        Assert.Contains(problem, run.FatalErrors[0], StringComparison.Ordinal);
    }

    private static TaskRegistry Registry(IVrfKeystore? keys) => StandardTasks.CreateRegistry(
        new TaskServices(new FakeHttp(_ => throw new InvalidOperationException("this test sends nothing")), new FakeChains(static _ => [])) { VrfKeys = keys });

    private sealed class OneKey : IVrfKeystore
    {
        public Task<VrfResponse> RespondAsync(Point publicKey, VrfVersion version, VrfRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(VrfResponses.Respond(version, Secret, request, CryptoTest.Stream(0)));

        public Task<IReadOnlyList<VrfKey>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VrfKey> CreateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VrfKey> ImportAsync(string json, KeystorePassword password, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string> ExportAsync(Point publicKey, KeystorePassword password, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VrfKey> DeleteAsync(Point publicKey, bool isHard, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
