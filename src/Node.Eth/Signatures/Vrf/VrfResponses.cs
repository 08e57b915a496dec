using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>Answers to the requests of the field's coordinators, versions 1, 2 and 2.5.</summary>
public static class VrfResponses
{
    /// <summary>Length of the response of version 1: the proof and the block number.</summary>
    public const int V1Size = VrfSolidityProof.Size + Words.Size;

    /// <summary>Most random words of a request, as coordinators have it.</summary>
    public const int RandomWordsMax = 500;

    private const int CommitmentAt = VrfSolidityProof.Size + Words.Size;

    private static readonly AbiFunction FulfillV1 = AbiFunction.Parse("fulfillRandomnessRequest(bytes proof)");

    private static readonly byte[] SelectorV2 = Selector("(uint64,uint64,uint32,uint32,address)");
    private static readonly byte[] SelectorV2Plus = Selector("(uint64,uint256,uint32,uint32,address,bytes)");

    private static readonly IReadOnlyList<AbiParameter> CommitmentV2 =
        AbiTypeParser.ParseParameters("uint64 blockNum, uint64 subId, uint32 callbackGasLimit, uint32 numWords, address sender");

    private static readonly IReadOnlyList<AbiParameter> CommitmentV2Plus = AbiTypeParser.ParseParameters(
        "uint64 blockNum, uint256 subId, uint32 callbackGasLimit, uint32 numWords, address sender, bytes extraArgs");

    private static readonly IReadOnlyList<AbiParameter> RequestId = AbiTypeParser.ParseParameters("bytes32 requestId");

    /// <summary>Answers a request.</summary>
    /// <exception cref="VrfException">The secret is zero, or a number of the request is out of range.</exception>
    public static VrfResponse Respond(VrfVersion version, Scalar secret, VrfRequest request, IRandomSource random) =>
        Respond(version, request, seed => EthVrf.ProveToSolidity(secret, seed, random));

    /// <summary>Answers a request with a given nonce, for vectors: one nonce used for two seeds gives the secret away.</summary>
    /// <exception cref="VrfException">The secret or the nonce is zero, or a number of the request is out of range.</exception>
    public static VrfResponse Respond(VrfVersion version, Scalar secret, VrfRequest request, Scalar nonce) =>
        Respond(version, request, seed => EthVrf.ProveToSolidity(secret, seed, nonce));

    /// <summary>The seed of the proof: that of the request, mixed with the hash of its block, which nobody knew when asking.</summary>
    /// <exception cref="VrfException">The seed is no uint256.</exception>
    public static BigInteger FinalSeed(BigInteger preSeed, Hash32 blockHash) => Words.Read(HashOf(preSeed, blockHash.ToBytes()).ToBytes());

    /// <summary>The id of a request, which follows from key and seed.</summary>
    /// <exception cref="VrfException">The seed is no uint256.</exception>
    public static Hash32 RequestIdOf(Hash32 keyHash, BigInteger preSeed)
    {
        Require(Words.Fits(preSeed), VrfFault.SeedOutOfRange);
        return Keccak256.Hash([.. keyHash.ToBytes(), .. Words.ToBytes(preSeed)]);
    }

    /// <summary>The random words that a consumer gets, versions 2 and 2.5.</summary>
    /// <param name="output">The random number of the proof.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="VrfException">The number is no uint256, or there are more than <see cref="RandomWordsMax"/>.</exception>
    public static IReadOnlyList<BigInteger> RandomWords(BigInteger output, int count)
    {
        Require(count is >= 0 and <= RandomWordsMax, VrfFault.RequestOutOfRange);
        Require(Words.Fits(output), VrfFault.OutputOutOfRange);
        return [.. Enumerable.Range(0, count).Select(i => Words.Read(HashOf(output, Words.ToBytes(i)).ToBytes()))];
    }

    /// <summary>Checks a response of version 1 against what was asked: length, proof, witnesses, seed and block number.</summary>
    /// <param name="response">The 448 bytes.</param>
    /// <param name="preSeed">The seed of the request.</param>
    /// <param name="blockHash">The hash of its block.</param>
    public static VrfVerdict CheckV1(ReadOnlySpan<byte> response, BigInteger preSeed, Hash32 blockHash)
    {
        if (!Words.Fits(preSeed))
        {
            return new VrfVerdict(VrfFault.SeedOutOfRange);
        }

        if (response.Length != V1Size)
        {
            return new VrfVerdict(VrfFault.ResponseLength);
        }

        if (Words.Read(response[VrfSolidityProof.Size..]) > ulong.MaxValue)
        {
            return new VrfVerdict(VrfFault.BlockNumberOutOfRange);
        }

        try
        {
            var read = EthVrf.Unmarshal(response[..VrfSolidityProof.Size]);
            if (read.Seed != preSeed)
            {
                return new VrfVerdict(VrfFault.SeedMismatch);
            }

            var solidity = EthVrf.ToSolidity(read with { Seed = FinalSeed(preSeed, blockHash) });
            return SameWitnesses(solidity.Marshal(preSeed), response) ? default : new VrfVerdict(VrfFault.WitnessMismatch);
        }
        catch (VrfException e)
        {
            return new VrfVerdict(e.Fault);
        }
    }

    /// <summary>The seed of the request and the block number that a response of version 1 names.</summary>
    /// <exception cref="VrfException">Another length, or a block number of more than 64 bits.</exception>
    public static (BigInteger PreSeed, ulong BlockNumber) ReadV1(ReadOnlySpan<byte> response)
    {
        Require(response.Length == V1Size, VrfFault.ResponseLength);
        var number = Words.Read(response[VrfSolidityProof.Size..]);
        Require(number <= ulong.MaxValue, VrfFault.BlockNumberOutOfRange);
        return (Words.Read(response.Slice(VrfSolidityProof.SeedAt, Words.Size)), (ulong)number);
    }

    /// <summary>The bytes of a response as the contract takes them. Made from the proof each time, always the same.</summary>
    public static byte[] Marshal(VrfResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Marshal(response.Version, response.Proof, response.Request);
    }

    /// <summary>The extra arguments of version 2.5: <see cref="VrfExtraArgs.Encode"/>.</summary>
    public static byte[] EncodeExtraArgs(bool nativePayment) => VrfExtraArgs.Encode(nativePayment);

    /// <summary>Whether the request is paid in the chain's own coin: <see cref="VrfExtraArgs.Decode"/>.</summary>
    /// <exception cref="VrfException">Another tag, another length, or no boolean.</exception>
    public static bool DecodeExtraArgs(ReadOnlySpan<byte> bytes) => VrfExtraArgs.Decode(bytes);

    private static byte[] Marshal(VrfVersion version, VrfSolidityProof proof, VrfRequest request) => version == VrfVersion.V1
        ? [.. proof.Marshal(request.PreSeed), .. Words.ToBytes(request.BlockNumber)]
        : proof.Marshal(request.PreSeed);

    private static VrfResponse Respond(VrfVersion version, VrfRequest request, Func<BigInteger, VrfSolidityProof> prove)
    {
        ArgumentNullException.ThrowIfNull(request);
        Require(Words.Fits(request.PreSeed), VrfFault.SeedOutOfRange);
        Require(request.BlockNumber.Sign >= 0 && request.BlockNumber <= ulong.MaxValue, VrfFault.BlockNumberOutOfRange);
        Require(version == VrfVersion.V1 || FitsV2(version, request), VrfFault.RequestOutOfRange);
        var seed = FinalSeed(request.PreSeed, request.BlockHash);
        var solidity = prove(seed);
        var keyHash = EthVrf.KeyHash(solidity.Proof.Public);
        var requestId = RequestIdOf(keyHash, request.PreSeed);
        var marshalled = Marshal(version, solidity, request);
        return new VrfResponse
        {
            Version = version,
            Request = request,
            FinalSeed = seed,
            KeyHash = keyHash,
            RequestId = requestId,
            Proof = solidity,
            Marshalled = marshalled,
            Commitment = version == VrfVersion.V1 ? null : CommitmentOf(version, requestId, request),
            CallData = version switch
            {
                VrfVersion.V1 => FulfillV1.EncodeCall(marshalled),
                VrfVersion.V2 => [.. SelectorV2, .. marshalled, .. AbiEncoder.Encode(CommitmentV2, Values(version, request))],

                // A tuple with bytes in it is not in place: its word says where it begins.
                _ => [.. SelectorV2Plus, .. marshalled, .. Words.ToBytes(CommitmentAt), .. AbiEncoder.Encode(CommitmentV2Plus, Values(version, request))],
            },
        };
    }

    private static bool FitsV2(VrfVersion version, VrfRequest request) =>
        request.CallbackGasLimit is >= 0 and <= uint.MaxValue && request.NumWords is >= 0 and <= uint.MaxValue
        && (version == VrfVersion.V2 ? request.SubId.Sign >= 0 && request.SubId <= ulong.MaxValue : Words.Fits(request.SubId));

    private static Hash32 CommitmentOf(VrfVersion version, Hash32 requestId, VrfRequest request) => Keccak256.Hash(AbiEncoder.Encode(
        [.. RequestId, .. version == VrfVersion.V2 ? CommitmentV2 : CommitmentV2Plus], [requestId, .. Values(version, request)]));

    private static object?[] Values(VrfVersion version, VrfRequest request)
    {
        object?[] values = [request.BlockNumber, request.SubId, new BigInteger(request.CallbackGasLimit), new BigInteger(request.NumWords), request.Sender];
        return version == VrfVersion.V2 ? values : [.. values, request.ExtraArgs.ToArray()];
    }

    private static bool SameWitnesses(ReadOnlySpan<byte> made, ReadOnlySpan<byte> response) =>
        made[(VrfSolidityProof.UWitnessAt + 12)..].SequenceEqual(response[(VrfSolidityProof.UWitnessAt + 12)..VrfSolidityProof.Size]);

    private static Hash32 HashOf(BigInteger word, ReadOnlySpan<byte> rest)
    {
        Require(Words.Fits(word), VrfFault.SeedOutOfRange);
        return Keccak256.Hash([.. Words.ToBytes(word), .. rest]);
    }

    private static byte[] Selector(string commitment) => Keccak256.Hash(
        $"fulfillRandomWords((uint256[2],uint256[2],uint256,uint256,uint256,address,uint256[2],uint256[2],uint256),{commitment})").ToBytes()[..4];

    private static void Require(bool holds, VrfFault fault)
    {
        if (!holds)
        {
            throw new VrfException(fault);
        }
    }
}
