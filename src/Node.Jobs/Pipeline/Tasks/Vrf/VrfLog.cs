using System.Diagnostics.CodeAnalysis;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Vrf;

/// <summary>A coordinator's request log as <c>ethabidecodelog</c> gives it.</summary>
internal sealed record VrfLog
{
    private VrfLog()
    {
    }

    /// <summary>The key that is asked for.</summary>
    public required Hash32 KeyHash { get; init; }

    /// <summary>Version 1: the job that is asked for.</summary>
    public Hash32? JobId { get; init; }

    /// <summary>Versions 2 and 2.5: the request's id.</summary>
    public Hash32? RequestId { get; init; }

    /// <summary>The request, but for its block.</summary>
    public required VrfRequest Request { get; init; }

    /// <summary>Reads a log; false and the first thing that is missing or wrong.</summary>
    public static bool TryRead(
        PipelineValue value, VrfVersion version, [NotNullWhen(true)] out VrfLog? log, [NotNullWhen(false)] out string? problem)
    {
        log = null;
        if (!ValueConversion.TryMap(value, out var map, out problem))
        {
            return false;
        }

        var reader = new VrfLogReader(map);
        var request = new VrfRequest
        {
            PreSeed = reader.Number(version == VrfVersion.V1 ? "seed" : "preSeed", 256),
            BlockHash = Hash32.Zero,
            BlockNumber = 0,
        };
        Hash32? jobId = null;
        Hash32? requestId = null;
        var keyHash = reader.Hash("keyHash");
        if (version == VrfVersion.V1)
        {
            jobId = reader.Hash("jobID");
        }
        else
        {
            requestId = reader.NumberOrHash("requestId");
            request = request with
            {
                SubId = reader.Number("subId", version == VrfVersion.V2 ? 64 : 256),
                CallbackGasLimit = (long)reader.Number("callbackGasLimit", 32),
                NumWords = (long)reader.Number("numWords", 32),
                Sender = reader.Account("sender"),
                ExtraArgs = version == VrfVersion.V2Plus ? reader.Bytes("extraArgs") : default,
            };
        }

        problem = reader.Problem;
        log = problem is null ? new VrfLog { KeyHash = keyHash, JobId = jobId, RequestId = requestId, Request = request } : null;
        return problem is null;
    }

    /// <summary>Whether the log asks for this key and, in version 1, for the job that the log's topic names.</summary>
    public bool IsFor(Point publicKey, IReadOnlyList<Hash32> topics, [NotNullWhen(false)] out string? problem)
    {
        var own = EthVrf.KeyHash(publicKey);
        problem = own != KeyHash ? $"invalid key hash {KeyHash} expected {own}"
            : JobId is { } job && !topics.Take(2).Contains(job) ? $"request jobID {job} is neither of the first two topics"
            : RequestId is { } id && id != VrfResponses.RequestIdOf(KeyHash, Request.PreSeed) ? $"requestId {id} is not that of keyHash and preSeed"
            : null;
        return problem is null;
    }
}
