using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>The messages of a key generation: one of each sender in each phase. Early ones wait here.</summary>
internal sealed class DkgInbox(DkgConfig config)
{
    private readonly Dictionary<(DkgPhase Phase, int From), DkgMessage?> _messages = [];

    /// <summary>Stands where a message is yet to be signed.</summary>
    public static SchnorrSignature Unsigned { get; } = new(Address.Zero, 0);

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

    /// <summary>The message of a sender in a phase; null when there is none, or more than one.</summary>
    public T? Find<T>(DkgPhase phase, int from)
        where T : DkgMessage => _messages.GetValueOrDefault((phase, from)) as T;

    /// <summary>Who told different things in a phase.</summary>
    public IEnumerable<int> Equivocators(DkgPhase phase) =>
        _messages.Where(pair => pair.Key.Phase == phase && pair.Value is null).Select(pair => pair.Key.From);

    private bool IsWellFormed(DkgMessage message)
    {
        var count = config.Participants.Count;
        return message switch
        {
            DkgDeal deal => deal.Shares.Count == count && deal.Commitments.Count == config.Threshold
                && deal.Shares.All(share => share.Ciphertext.Length == SealedShare.CiphertextSize),
            DkgComplaint complaint => IsRising(complaint.Accused, count) && !complaint.Accused.Contains(complaint.From),
            DkgCommitments commitments =>
                commitments.Commitments.Count == config.Threshold && !commitments.Commitments.Any(point => point.IsIdentity),
            DkgOpening { InPhase: DkgPhase.Justifications } opening =>
                IsRising([.. opening.Shares.Select(share => share.Holder)], count) && opening.Shares.All(share => share.Dealer == opening.From),
            DkgOpening { InPhase: DkgPhase.Accusations or DkgPhase.Reconstruction } opening =>
                IsRising([.. opening.Shares.Select(share => share.Dealer)], count) && opening.Shares.All(share => share.Holder == opening.From),
            _ => false,
        };
    }

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
