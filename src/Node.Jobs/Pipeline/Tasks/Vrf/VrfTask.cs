using System.Diagnostics.CodeAnalysis;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Vrf;

/// <summary>
/// <c>vrf</c>, <c>vrfv2</c> and <c>vrfv2plus</c>: prove the random number of a request, which the decoded log in the only input
/// describes, with a key of this node.
/// </summary>
internal sealed class VrfTask : PipelineTask
{
    private readonly VrfVersion _version;
    private readonly IVrfKeystore? _keys;
    private readonly Param<Point> _publicKey;
    private readonly Param<Hash32> _blockHash;
    private readonly Param<long> _blockNumber;
    private readonly Param<IReadOnlyList<Hash32>> _topics;

    private VrfTask(TaskBuilder builder, VrfVersion version, IVrfKeystore? keys)
    {
        _version = version;
        _keys = keys;
        _publicKey = builder.Required<Point>("publicKey", ParamSources.Variable | ParamSources.Literal, TryPublicKey);
        _blockHash = builder.Required<Hash32>("requestBlockHash", ParamSources.Variable, ValueConversion.TryHash);
        _blockNumber = builder.Required<long>("requestBlockNumber", ParamSources.Variable, ValueConversion.TryCount);
        _topics = builder.Required<IReadOnlyList<Hash32>>("topics", ParamSources.Variable, ValueConversion.TryHashes);
    }

    /// <summary>The three types.</summary>
    /// <param name="keys">The keys of the node; null where there are none, as in a dry run: then the task fails.</param>
    public static IReadOnlyList<TaskType> Types(IVrfKeystore? keys) =>
    [
        Type("vrf", VrfVersion.V1, keys),
        Type("vrfv2", VrfVersion.V2, keys),
        Type("vrfv2plus", VrfVersion.V2Plus, keys),
    ];

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!_publicKey.TryGet(scope, out var publicKey, out var failure)
            || !_blockHash.TryGet(scope, out var blockHash, out failure)
            || !_blockNumber.TryGet(scope, out var blockNumber, out failure)
            || !_topics.TryGet(scope, out var topics, out failure))
        {
            return failure;
        }

        if (!VrfLog.TryRead(scope.Input(0).Value!, _version, out var log, out var problem) || !log.IsFor(publicKey, topics, out problem))
        {
            return scope.Fail(problem);
        }

        if (_keys is null)
        {
            return scope.Fail("there are no VRF keys here: they are on the running node");
        }

        try
        {
            var request = log.Request with { BlockHash = blockHash, BlockNumber = blockNumber };
            return TaskResult.Ok(VrfOutput.Of(await _keys.RespondAsync(publicKey, _version, request, ct), request));
        }
        catch (KeystoreException e)
        {
            return scope.Fail(e.Message);
        }
        catch (VrfException e)
        {
            return scope.Fail(e.Message);
        }
    }

    private static TaskType Type(string name, VrfVersion version, IVrfKeystore? keys) =>
        new(name, ["publicKey", "requestBlockHash", "requestBlockNumber", "topics"], b => new VrfTask(b, version, keys))
        {
            InputsMin = 1,
            InputsMax = 1,
        };

    private static bool TryPublicKey(PipelineValue value, [MaybeNullWhen(false)] out Point key, [NotNullWhen(false)] out string? problem)
    {
        var isKey = value switch
        {
            TextValue text => VrfKey.TryParse(text.Value, out key),
            BytesValue bytes => Point.TryParse(bytes.Span, out key),
            _ => Point.TryParse([], out key),
        };
        problem = isKey ? null : $"found {Found.Value(value)}, accepted is a public key: 0x and 66 hex digits";
        return isKey;
    }
}
