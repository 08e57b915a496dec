using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// One signature, at one participant: makes the own part, judges those of the others, and puts them together. From
/// <see cref="EthDss.StartAsync"/>.
/// </summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class DssSession
{
    private readonly DssConfig _config;
    private readonly byte[] _sessionId;
    private readonly Address _commitment;
    private readonly Point[] _valueCommitments;
    private readonly SortedDictionary<int, Scalar> _values = [];
    private readonly SortedSet<int> _culprits = [];
    private readonly Lock _gate = new();
    private DssPartial? _own;

    internal DssSession(DssConfig config, int index)
    {
        _config = config;
        Index = index;
        SessionId = EthDss.SessionId(config.LongTerm.Commitments, config.OneTime.Commitments);
        _sessionId = SessionId.ToBytes();
        _commitment = config.OneTime.Commitments[0].ToAddress();
        Challenge = EthSchnorr.Challenge(config.LongTerm.Commitments[0], config.Message, _commitment);

        // A part's value times the base must be B(x) - h·A(x): these commit to that polynomial.
        _valueCommitments = ValueCommitments(config, Challenge);
    }

    /// <summary>The own index among the participants.</summary>
    public int Index { get; }

    /// <summary>What the session is known by; the same at all participants.</summary>
    public Hash32 SessionId { get; }

    /// <summary>The challenge of the signature.</summary>
    public Scalar Challenge { get; }

    /// <summary>The public key that the signature is one of.</summary>
    public Point GroupKey => _config.LongTerm.Commitments[0];

    /// <summary>
    /// Whether the contract takes signatures of the key: about every second key is one it refuses, however good its signatures are.
    /// </summary>
    public bool IsKeyOfContract => EthSchnorr.IsValidKey(GroupKey);

    /// <summary>How many good parts are here, the own among them once it is made.</summary>
    public int PartialCount
    {
        get
        {
            lock (_gate)
            {
                return _values.Count;
            }
        }
    }

    /// <summary>Whether there are as many parts as the threshold.</summary>
    public bool EnoughPartialSignatures => PartialCount >= _config.Threshold;

    /// <summary>Makes the own part; made again it is the same, and counts once.</summary>
    /// <param name="random">Gives the nonce of the signature of the part, in draws of 32 bytes.</param>
    public DssPartial PartialSignature(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        lock (_gate)
        {
            if (_own is null)
            {
                var value = _config.OneTime.Value - (_config.LongTerm.Value * Challenge);
                var number = Words.Read(value.ToBytes());
                var hash = Words.Read(EthDss.PartialHash(number, _sessionId).ToBytes());
                _own = new DssPartial(Index, number, _sessionId, EthSchnorr.Sign(_config.Identity, hash, random));
                _values.TryAdd(Index, value);
            }

            return _own;
        }
    }

    /// <summary>Judges a part and keeps a good one.</summary>
    /// <returns>Null when it is kept; otherwise the first thing that is wrong.</returns>
    public DssFault? Process(DssPartial partial)
    {
        if (partial?.Signature is null)
        {
            return DssFault.Malformed;
        }

        if (partial.Index < 0 || partial.Index >= _config.Participants.Count)
        {
            return DssFault.BadIndex;
        }

        if (!partial.SessionId.Span.SequenceEqual(_sessionId))
        {
            return DssFault.OtherSession;
        }

        if (!Words.Fits(partial.Value) || !IsSignedByItsParticipant(partial))
        {
            return DssFault.BadIdentitySignature;
        }

        lock (_gate)
        {
            if (_values.TryGetValue(partial.Index, out var before))
            {
                // One value alone fits the commitments: who signed another lies, however late.
                if (Words.Read(before.ToBytes()) != partial.Value)
                {
                    _culprits.Add(partial.Index);
                }

                return DssFault.AlreadyReceived;
            }

            if (!TryValue(partial, out var value))
            {
                _culprits.Add(partial.Index);
                return DssFault.BadPartial;
            }

            _values.Add(partial.Index, value);
            return null;
        }
    }

    /// <summary>Puts the parts of the lowest indices together, and verifies what comes out.</summary>
    public DssResult Signature()
    {
        lock (_gate)
        {
            int[] missing = [.. Enumerable.Range(0, _config.Participants.Count).Where(i => !_values.ContainsKey(i))];
            int[] culprits = [.. _culprits];
            if (_values.Count < _config.Threshold)
            {
                return new DssResult(null, DssFault.NotEnough, missing, culprits);
            }

            int[] indices = [.. _values.Keys.Take(_config.Threshold)];
            var factors = Polynomials.LagrangeAtZero(indices);
            var s = Scalar.Zero;
            for (var i = 0; i < indices.Length; i++)
            {
                s += factors[i] * _values[indices[i]];
            }

            var signature = new SchnorrSignature(_commitment, Words.Read(s.ToBytes()));
            return EthSchnorr.Verify(GroupKey, _config.Message, signature).Ok
                ? new DssResult(signature, null, missing, culprits)
                : new DssResult(null, DssFault.BadResult, missing, culprits);
        }
    }

    private static Point[] ValueCommitments(DssConfig config, Scalar challenge)
    {
        var count = Math.Max(config.LongTerm.Commitments.Count, config.OneTime.Commitments.Count);
        var commitments = new Point[count];
        for (var k = 0; k < count; k++)
        {
            var ofOneTime = k < config.OneTime.Commitments.Count ? config.OneTime.Commitments[k] : Point.Identity;
            var ofLong = k < config.LongTerm.Commitments.Count ? config.LongTerm.Commitments[k] : Point.Identity;
            commitments[k] = ofOneTime + Group.MultiplyPublic(-challenge, ofLong);
        }

        return commitments;
    }

    private bool IsSignedByItsParticipant(DssPartial partial)
    {
        var hash = Words.Read(EthDss.PartialHash(partial.Value, _sessionId).ToBytes());
        return EthSchnorr.Verify(_config.Participants[partial.Index], hash, partial.Signature).Ok;
    }

    private bool TryValue(DssPartial partial, out Scalar value)
    {
        Span<byte> bytes = stackalloc byte[Words.Size];
        Words.Write(partial.Value, bytes);
        return Scalar.TryParse(bytes, out value)
            && Group.BaseMultiplyPublic(value) == Polynomials.Evaluate(_valueCommitments, Polynomials.XOf(partial.Index));
    }
}
