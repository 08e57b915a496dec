using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What is known to have been signed by whom, from own messages and the views of others; and who told different things to others.</summary>
internal sealed class DkgWitness(DkgConfig config, int own)
{
    private readonly Dictionary<(DkgPhase Phase, int From), List<DkgSeen>> _seen = [];
    private readonly SortedSet<int> _split = [];

    /// <summary>Who told others something else, by what they signed. Where there is one, the participants do not agree and cannot go on.</summary>
    public IReadOnlyCollection<int> Split => _split;

    /// <summary>Most entries of a view: two messages of each sender in each phase prove all that there is to prove.</summary>
    public static int SeenMax(int participants) => 2 * participants * (int)DkgPhase.Done;

    /// <summary>Notes a message whose signature was verified.</summary>
    public void Add(DkgMessage message) => Note(new DkgSeen(message.Phase, message.From, message.BodyHash(), message.Signature));

    /// <summary>Reads the view of another. What it says is believed where it is signed by the one it is about.</summary>
    /// <param name="view">A view whose signature was verified.</param>
    /// <param name="taken">The body of the message that was taken of a sender in a phase; null when there is none, or more than one.</param>
    public void Read(DkgView view, Func<DkgPhase, int, Hash32?> taken)
    {
        HashSet<(DkgPhase, int)> shown = [];

        // What others say of the own messages is left to others: who is honest knows what it said.
        foreach (var seen in view.Seen.Where(seen => seen.From != own))
        {
            if (!Knows(seen) && IsSigned(seen))
            {
                Note(seen);
            }

            var isSecond = !shown.Add((seen.InPhase, seen.From));
            if (!Knows(seen))
            {
                continue;
            }

            // Told otherwise than here; or the sender of the view cannot go on, and shows the two messages that made it so.
            var isOther = taken(seen.InPhase, seen.From) is { } own && own != seen.Body;
            if (isOther || (view.Ends && isSecond && _seen[(seen.InPhase, seen.From)].Count > 1))
            {
                _split.Add(seen.From);
            }
        }
    }

    /// <summary>What is known of a phase, for a view; and what proves who told different things.</summary>
    public IReadOnlyList<DkgSeen> Of(DkgPhase phase) =>
    [
        .. _seen.Where(pair => pair.Key.Phase == phase || (_split.Contains(pair.Key.From) && pair.Value.Count > 1))
            .OrderBy(pair => pair.Key).SelectMany(pair => pair.Value),
    ];

    private bool Knows(DkgSeen seen) => _seen.TryGetValue((seen.InPhase, seen.From), out var known) && known.Exists(one => one.Body == seen.Body);

    private bool IsSigned(DkgSeen seen)
    {
        var digest = DkgMessage.DigestOf(DkgKind.Message, seen.InPhase, seen.From, config.Context, seen.Body);
        return EthSchnorr.Verify(config.Participants[seen.From], Words.Read(digest.ToBytes()), seen.Signature).Ok;
    }

    // Two are enough: a third proves nothing more.
    private void Note(DkgSeen seen)
    {
        if (!_seen.TryGetValue((seen.InPhase, seen.From), out var known))
        {
            known = [];
            _seen.Add((seen.InPhase, seen.From), known);
        }

        if (known.Count < 2 && !known.Exists(one => one.Body == seen.Body))
        {
            known.Add(seen);
        }
    }
}
