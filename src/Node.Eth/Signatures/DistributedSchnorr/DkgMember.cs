using Node.Core.Randomness;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// One participant of a distributed key generation (after Rabin, with the open commitments of Gennaro and others): everyone deals
/// shares of a secret of its own, and the sum of those whose deals stand is the key, which nobody holds.
/// </summary>
/// <remarks>
/// A state machine without transport or clock: <see cref="Begin"/> and <see cref="ClosePhase"/> give the messages to send to all,
/// <see cref="Receive"/> takes those of others, and the transport decides when a phase is over. All honest participants must have
/// been given each other's messages by then. With up to t − 1 that cheat or are silent, and t others, all others end with shares of one
/// key; unless one of those told different things to different participants, which the views tell: then all end without, and it is
/// named. Not safe for use from several threads at once.
/// </remarks>
public sealed class DkgMember
{
    private readonly DkgConfig _config;
    private readonly IRandomSource _random;
    private readonly Point _blindBase;
    private readonly DkgDealing _dealing;
    private readonly DkgInbox _inbox;
    private readonly DkgLedger _ledger;
    private IReadOnlyList<DkgMessage>? _begun;

    /// <summary>A participant that has not begun.</summary>
    /// <param name="config">The key generation.</param>
    /// <param name="random">Gives polynomials, one-time keys and nonces; must be cryptographically strong.</param>
    /// <exception cref="DssException">Too many participants or none, a bad one, a threshold out of range, or the identity of none.</exception>
    public DkgMember(DkgConfig config, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(random);
        DssChecks.CheckMembers(config.Participants);
        if (config.Threshold < 1 || config.Threshold > config.Participants.Count)
        {
            throw new DssException(DssFault.BadThreshold);
        }

        _config = config with { Participants = [.. config.Participants] };
        _random = random;
        Index = DssChecks.IndexOf(config.Identity, config.Participants);
        _blindBase = DkgBlinding.BaseOf(_config.Participants, config.Context);
        _dealing = new DkgDealing(_config, Index, random);
        _inbox = new DkgInbox(_config, Index);
        _ledger = new DkgLedger(_config, Index, _blindBase, _inbox);
    }

    /// <summary>The own index among the participants.</summary>
    public int Index { get; }

    /// <summary>Where it is.</summary>
    public DkgPhase Phase { get; private set; }

    /// <summary>How it ended; null until <see cref="Phase"/> is <see cref="DkgPhase.Done"/>.</summary>
    public DkgResult? Result { get; private set; }

    /// <summary>The deal, to be sent to all first of all; asked for again it is the same.</summary>
    public IReadOnlyList<DkgMessage> Begin() => _begun ??= [Sign(_dealing.Deal(_blindBase, _random))];

    /// <summary>Takes a message. One of a later phase waits until that begins.</summary>
    /// <returns>Null when it was kept; otherwise why not.</returns>
    public DkgFault? Receive(DkgMessage? message) => message is null ? DkgFault.Malformed : _inbox.Add(message, Phase);

    /// <summary>Ends the present phase with the messages that are there, and begins the next.</summary>
    /// <returns>What to send to all now; may be nothing.</returns>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public IReadOnlyList<DkgMessage> ClosePhase()
    {
        var closed = Phase;
        if (closed == DkgPhase.Done)
        {
            throw new InvalidOperationException("the key generation has ended");
        }

        _inbox.ReadViews(closed);
        if (_inbox.Witness.Split.Count > 0)
        {
            return End(closed);
        }

        Phase = closed + 1;
        _ledger.BlameEquivocators(closed);
        var said = Conclude(closed);
        return Phase == DkgPhase.Done ? said : [.. said, View(ends: false)];
    }

    private IReadOnlyList<DkgMessage> Conclude(DkgPhase closed)
    {
        switch (closed)
        {
            case DkgPhase.Deals:
                return Complaint(_ledger.CloseDeals(_config.Identity));
            case DkgPhase.Complaints:
                return Opening([.. _ledger.CloseComplaints().Select(_dealing.ShareOf)]);
            case DkgPhase.Justifications:
                return _ledger.CloseJustifications() ? [Sign(_dealing.Commitments())] : [];
            case DkgPhase.Commitments:
                return Opening(_ledger.CloseCommitments());
            case DkgPhase.Accusations:
                return Opening(_ledger.CloseAccusations());
            default:
                Result = _ledger.Finish();
                return [];
        }
    }

    // What others were told differs: nothing that follows would be the same at all. The proof goes out, so that they end as well.
    private IReadOnlyList<DkgMessage> End(DkgPhase closed)
    {
        Phase = closed + 1;
        Result = _ledger.EndBecauseOf(_inbox.Witness.Split);
        IReadOnlyList<DkgMessage> proof = Phase == DkgPhase.Done ? [] : [View(ends: true)];
        Phase = DkgPhase.Done;
        return proof;
    }

    private DkgView View(bool ends) => Sign(new DkgView(Index, _config.Context, Phase, _inbox.Witness.Of(Phase - 1), ends, DkgInbox.Unsigned));

    private IReadOnlyList<DkgMessage> Complaint(IReadOnlyList<int> accused) =>
        accused.Count == 0 ? [] : [Sign(new DkgComplaint(Index, _config.Context, accused, DkgInbox.Unsigned))];

    private IReadOnlyList<DkgMessage> Opening(IReadOnlyList<OpenShare> shares) =>
        shares.Count == 0 ? [] : [Sign(new DkgOpening(Index, _config.Context, Phase, shares, DkgInbox.Unsigned))];

    // Signs, and keeps it as if it had come from outside.
    private T Sign<T>(T message)
        where T : DkgMessage
    {
        var digest = Words.Read(message.Digest().ToBytes());
        var signed = message with { Signature = EthSchnorr.Sign(_config.Identity, digest, _random) };
        _inbox.Add(signed, Phase);
        return signed;
    }
}
