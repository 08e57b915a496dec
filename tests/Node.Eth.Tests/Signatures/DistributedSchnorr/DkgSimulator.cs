using System.Buffers.Binary;
using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>Key generations among honest and faulty participants, under a seed: who does what, and in which order all of it arrives.</summary>
internal sealed class DkgSimulator
{
    private readonly CryptoTest _random;
    private readonly Scalar[] _identities;
    private readonly Dictionary<DkgMessage, DkgMessage> _altered = [];
    private int _contexts;

    public DkgSimulator(CryptoTest random, int count, int threshold, int faultyCount)
    {
        _random = random;
        Threshold = threshold;
        _identities = [.. Enumerable.Range(0, count).Select(_ => Scalar.Pick(random))];
        Participants = [.. _identities.Select(identity => Group.BaseMultiplySecret(identity))];
        var order = Shuffled(Enumerable.Range(0, count));
        Faulty = order.Take(faultyCount).ToDictionary(
            index => index, _ => (FaultyConduct)random.NextInt32(Enum.GetValues<FaultyConduct>().Length));
    }

    /// <summary>One participant, the second, that is faulty in one way.</summary>
    public DkgSimulator(CryptoTest random, int count, int threshold, FaultyConduct conduct)
        : this(random, count, threshold, faultyCount: 0) => Faulty = new Dictionary<int, FaultyConduct> { [1] = conduct };

    public int Threshold { get; }

    public IReadOnlyList<Point> Participants { get; }

    public IReadOnlyDictionary<int, FaultyConduct> Faulty { get; }

    public IEnumerable<int> Honest => Enumerable.Range(0, Participants.Count).Where(index => !Faulty.ContainsKey(index));

    public Scalar IdentityOf(int index) => _identities[index];

    /// <summary>One key generation.</summary>
    /// <returns>How it ended at each honest participant, and at those faulty ones that went on.</returns>
    public IReadOnlyDictionary<int, DkgResult> Generate()
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(name, _contexts++);
        var context = Keccak256.Hash(name);
        var members = Enumerable.Range(0, Participants.Count).Select(index => new DkgMember(
            new DkgConfig { Identity = _identities[index], Participants = Participants, Threshold = Threshold, Context = context }, _random)).ToArray();
        var outgoing = members.SelectMany(member => Conduct(member.Index, DkgPhase.Deals, member.Begin())).ToList();
        for (var phase = DkgPhase.Deals + 1; phase <= DkgPhase.Done; phase++)
        {
            Deliver(members, outgoing.Where(message => !IsLate(message)));
            var late = outgoing.Where(IsLate).ToList();
            outgoing = [.. members.Where(member => member.Phase != DkgPhase.Done).SelectMany(member => Conduct(member.Index, phase, member.ClosePhase()))];
            if (phase != DkgPhase.Done)
            {
                Deliver(members, late);
            }
        }

        Assert.All(members, member => Assert.Equal(DkgPhase.Done, member.Phase));
        return members.ToDictionary(member => member.Index, member => member.Result!);
    }

    public List<T> Shuffled<T>(IEnumerable<T> items)
    {
        var list = items.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = _random.NextInt32(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }

    private bool IsLate(DkgMessage message) => Faulty.TryGetValue(message.From, out var conduct) && conduct == FaultyConduct.Late;

    private void Deliver(DkgMember[] members, IEnumerable<DkgMessage> messages)
    {
        var all = messages.ToList();
        foreach (var member in members)
        {
            foreach (var message in Shuffled(all.Where(message => message.From != member.Index)))
            {
                member.Receive(IsSplitFrom(message, member.Index) ? AlteredOnce(message) : message);
            }
        }
    }

    private bool IsSplitFrom(DkgMessage message, int receiver) =>
        receiver != message.From && receiver != Honest.First() && Faulty.TryGetValue(message.From, out var conduct)
        && ((conduct == FaultyConduct.SplitsDeals && message is DkgDeal) || (conduct == FaultyConduct.SplitsCommitments && message is DkgCommitments));

    private DkgMessage AlteredOnce(DkgMessage message)
    {
        if (!_altered.TryGetValue(message, out var altered))
        {
            altered = Altered(message);
            _altered.Add(message, altered);
        }

        return altered;
    }

    private IEnumerable<DkgMessage> Conduct(int index, DkgPhase phase, IReadOnlyList<DkgMessage> messages)
    {
        if (!Faulty.TryGetValue(index, out var conduct))
        {
            return messages;
        }

        // What it really made is in its views: who tells something else does not send them.
        if (conduct is not (FaultyConduct.Late or FaultyConduct.Duplicates or FaultyConduct.FalseComplaints))
        {
            messages = [.. messages.Where(message => message is not DkgView)];
        }

        return conduct switch
        {
            FaultyConduct.Silent => [],
            FaultyConduct.SilentAfterDeal when phase > DkgPhase.Deals => [],
            FaultyConduct.SilentBeforeCommitments when phase >= DkgPhase.Commitments => [],
            FaultyConduct.BadShares when phase == DkgPhase.Justifications => [],
            FaultyConduct.BadShares or FaultyConduct.BadSharesOpenedWell => messages.Select(WithBadShares),
            FaultyConduct.FalseComplaints when phase == DkgPhase.Complaints => [ComplaintAboutAll(index, messages)],
            FaultyConduct.BadCommitments => messages.Select(WithOtherCommitments),
            FaultyConduct.BadOpenings => messages.Select(WithOtherOpenings),
            FaultyConduct.Equivocates => messages.Concat(messages.Select(Altered)),
            FaultyConduct.WrongSignature => messages.Select(message => Sign(message, Scalar.Pick(_random))),
            FaultyConduct.Duplicates => messages.Concat(messages).Concat(messages),
            _ => messages,
        };
    }

    private DkgMessage WithBadShares(DkgMessage message)
    {
        if (message is not DkgDeal deal)
        {
            return message;
        }

        // The shares of others, so that they do not open.
        var shares = deal.Shares.ToArray();
        for (var i = 0; i < shares.Length; i += 1 + _random.NextInt32(3))
        {
            shares[i] = deal.Shares[(i + 1) % shares.Length];
        }

        return Resigned(deal with { Shares = shares });
    }

    private DkgMessage ComplaintAboutAll(int index, IReadOnlyList<DkgMessage> messages)
    {
        int[] all = [.. Enumerable.Range(0, Participants.Count).Where(i => i != index)];
        var context = messages.Count > 0 ? messages[0].Context : Keccak256.Hash(new byte[] { 0, 0, 0, (byte)(_contexts - 1) });
        return Resigned(new DkgComplaint(index, context, all, new SchnorrSignature(Address.Zero, 0)));
    }

    private DkgMessage WithOtherCommitments(DkgMessage message) => message is DkgCommitments commitments
        ? Resigned(commitments with { Commitments = [.. commitments.Commitments.Select(point => point + Point.Generator)] })
        : message;

    private DkgMessage WithOtherOpenings(DkgMessage message) => message is DkgOpening opening
        ? Resigned(opening with { Shares = [.. opening.Shares.Select(share => share with { Value = share.Value + Scalar.One })] })
        : message;

    private DkgMessage Altered(DkgMessage message) => message switch
    {
        DkgDeal deal => Resigned(deal with { Commitments = [.. deal.Commitments.Select(point => point + Point.Generator)] }),
        DkgOpening => WithOtherOpenings(message),
        DkgCommitments => WithOtherCommitments(message),
        _ => message,
    };

    private DkgMessage Resigned(DkgMessage message) => Sign(message, _identities[message.From]);

    private DkgMessage Sign(DkgMessage message, Scalar identity)
    {
        var digest = new BigInteger(message.Digest().ToBytes(), isUnsigned: true, isBigEndian: true);
        return message with { Signature = EthSchnorr.Sign(identity, digest, _random) };
    }
}
