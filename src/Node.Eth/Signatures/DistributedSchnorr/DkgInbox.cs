using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>The messages of a key generation: one of each sender in each phase. Early ones wait here.</summary>
internal sealed class DkgInbox(DkgConfig config, int own)
{
    private readonly Dictionary<(DkgPhase Phase, int From), DkgMessage?> _messages = [];
    private readonly Dictionary<(DkgPhase Phase, int From), DkgView> _views = [];
    private readonly DkgWitness _witness = new(config, own);

    /// <summary>Stands where a message is yet to be signed.</summary>
    public static SchnorrSignature Unsigned { get; } = new(Address.Zero, 0);

    /// <summary>What is known to have been signed by whom.</summary>
    public DkgWitness Witness => _witness;

    /// <summary>Keeps a message.</summary>
    /// <returns>Null when it is kept.</returns>
    public DkgFault? Add(DkgMessage message, DkgPhase present)
    {
        if (message.Context != config.Context)
        {
            return DkgFault.OtherContext;
        }

        if (message.From < 0 || message.From >= config.Participants.Count)
        {
            return DkgFault.BadIndex;
        }

        if (message.Phase < present || message.Phase >= DkgPhase.Done)
        {
            return DkgFault.OtherPhase;
        }

        if (!IsWellFormed(message))
        {
            return DkgFault.Malformed;
        }

        var digest = message.Digest();
        if (!EthSchnorr.Verify(config.Participants[message.From], Words.Read(digest.ToBytes()), message.Signature).Ok)
        {
            return DkgFault.BadIdentitySignature;
        }

        if (message is DkgView view)
        {
            return _views.TryAdd((view.Phase, view.From), view) ? null : DkgFault.AlreadyReceived;
        }

        _witness.Add(message);
        if (!_messages.TryGetValue((message.Phase, message.From), out var before))
        {
            _messages.Add((message.Phase, message.From), message);
            return null;
        }

        if (before is not null && before.Digest() == digest)
        {
            return DkgFault.AlreadyReceived;
        }

        // Which of the two is meant nobody can say: neither counts.
        _messages[(message.Phase, message.From)] = null;
        return DkgFault.Equivocation;
    }

    /// <summary>Reads the views that came in a phase: what they say of phases before it is compared with what was taken there.</summary>
    public void ReadViews(DkgPhase phase)
    {
        foreach (var view in _views.Where(pair => pair.Key.Phase == phase).OrderBy(pair => pair.Key.From).Select(pair => pair.Value))
        {
            _witness.Read(view, (inPhase, from) => _messages.GetValueOrDefault((inPhase, from))?.BodyHash());
        }
    }

    /// <summary>The message of a sender in a phase; null when there is none, or more than one.</summary>
    public T? Find<T>(DkgPhase phase, int from)
        where T : DkgMessage => _messages.GetValueOrDefault((phase, from)) as T;

    /// <summary>Who told different things in a phase.</summary>
    public IEnumerable<int> Equivocators(DkgPhase phase) =>
        _messages.Where(pair => pair.Key.Phase == phase && pair.Value is null).Select(pair => pair.Key.From);

    private bool IsWellFormed(DkgMessage message)
    {
        var count = config.Participants.Count;
        return message.Signature is not null && message switch
        {
            DkgDeal { Shares: null } or DkgDeal { Commitments: null } or DkgComplaint { Accused: null } or DkgCommitments { Commitments: null }
                or DkgOpening { Shares: null } or DkgView { Seen: null } => false,
            DkgDeal deal => deal.Shares.Count == count && deal.Commitments.Count == config.Threshold
                && deal.Shares.All(share => share is not null && share.Ciphertext.Length == SealedShare.CiphertextSize),
            DkgComplaint complaint => IsRising(complaint.Accused, count) && !complaint.Accused.Contains(complaint.From),
            DkgCommitments commitments =>
                commitments.Commitments.Count == config.Threshold && !commitments.Commitments.Any(point => point.IsIdentity),
            DkgOpening { InPhase: DkgPhase.Justifications } opening =>
                HasAll(opening.Shares) && IsRising([.. opening.Shares.Select(share => share.Holder)], count)
                && opening.Shares.All(share => share.Dealer == opening.From),
            DkgOpening { InPhase: DkgPhase.Accusations or DkgPhase.Reconstruction } opening =>
                HasAll(opening.Shares) && IsRising([.. opening.Shares.Select(share => share.Dealer)], count)
                && opening.Shares.All(share => share.Holder == opening.From),
            DkgView view => view.Seen.Count <= DkgWitness.SeenMax(count) && view.Seen.All(
                seen => seen?.Signature is not null && seen.From >= 0 && seen.From < count && seen.InPhase >= 0 && seen.InPhase < view.Phase),
            _ => false,
        };
    }

    private static bool HasAll(IReadOnlyList<OpenShare> shares) => !shares.Any(share => share is null);

    private static bool IsRising(IReadOnlyList<int> indices, int count)
    {
        var before = -1;
        foreach (var index in indices)
        {
            if (index <= before || index >= count)
            {
                return false;
            }

            before = index;
        }

        return indices.Count > 0;
    }
}
