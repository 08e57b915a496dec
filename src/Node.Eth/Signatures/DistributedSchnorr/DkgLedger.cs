using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What a participant knows of the others' deals, and who did wrong. Decides from messages alone.</summary>
internal sealed class DkgLedger(DkgConfig config, int own, Point blindBase, DkgInbox inbox)
{
    private readonly SortedDictionary<int, DkgFault> _culprits = [];
    private readonly Dictionary<int, DkgDeal> _standing = [];
    private readonly Dictionary<int, OpenShare> _ownShares = [];
    private readonly SortedSet<(int Dealer, int Accuser)> _complaints = [];
    private readonly SortedSet<int> _exposed = [];
    private readonly Dictionary<(int Dealer, int Holder), OpenShare> _opened = [];

    private IEnumerable<int> Everyone => Enumerable.Range(0, config.Participants.Count);

    private bool HasEnough => _standing.Count >= config.Threshold;

    public void BlameEquivocators(DkgPhase phase)
    {
        foreach (var from in inbox.Equivocators(phase))
        {
            _culprits.TryAdd(from, DkgFault.Equivocation);
        }
    }

    /// <summary>Ends without a key because of those who told different things to different participants, before anyone is judged by them.</summary>
    public DkgResult EndBecauseOf(IEnumerable<int> split)
    {
        foreach (var from in split)
        {
            _culprits[from] = DkgFault.Equivocation;
        }

        return new DkgResult(null, [], _culprits);
    }

    /// <summary>Opens the own shares.</summary>
    /// <returns>Those who dealt a bad one.</returns>
    public IReadOnlyList<int> CloseDeals(Scalar identity)
    {
        List<int> accused = [];
        foreach (var dealer in Everyone)
        {
            if (inbox.Find<DkgDeal>(DkgPhase.Deals, dealer) is not { } deal)
            {
                _culprits.TryAdd(dealer, DkgFault.NoDeal);
                continue;
            }

            _standing.Add(dealer, deal);
            if (deal.Shares[own].TryOpen(identity, config.Context, dealer, own, out var share) && Fits(share))
            {
                _ownShares.Add(dealer, share);
            }
            else
            {
                // Counted here as well: whatever else came in under the own name, without a share the dealer does not stand.
                accused.Add(dealer);
                _complaints.Add((dealer, own));
            }
        }

        return accused;
    }

    /// <summary>Counts the complaints.</summary>
    /// <returns>Those whose shares the participant itself must open.</returns>
    public IReadOnlyList<int> CloseComplaints()
    {
        foreach (var accuser in Everyone)
        {
            foreach (var dealer in inbox.Find<DkgComplaint>(DkgPhase.Complaints, accuser)?.Accused ?? [])
            {
                if (_standing.ContainsKey(dealer))
                {
                    _complaints.Add((dealer, accuser));
                }
            }
        }

        foreach (var dealer in _standing.Keys.Where(dealer => AccusersOf(dealer).Count() >= config.Threshold).ToArray())
        {
            Drop(dealer, DkgFault.TooManyComplaints);
        }

        return _standing.ContainsKey(own) ? [.. AccusersOf(own)] : [];
    }

    /// <summary>Judges what the accused opened.</summary>
    /// <returns>Whether the participant's own deal stands and there are enough that do.</returns>
    public bool CloseJustifications()
    {
        foreach (var dealer in _standing.Keys.ToArray())
        {
            var opened = inbox.Find<DkgOpening>(DkgPhase.Justifications, dealer)?.Shares ?? [];
            foreach (var accuser in AccusersOf(dealer))
            {
                if (opened.FirstOrDefault(share => share.Holder == accuser) is not { } share || !Fits(share))
                {
                    Drop(dealer, DkgFault.BadDeal);
                    break;
                }

                if (accuser == own)
                {
                    _ownShares[dealer] = share;
                }
            }
        }

        return HasEnough && _standing.ContainsKey(own);
    }

    /// <summary>Compares open commitments with the own shares.</summary>
    /// <returns>The own shares from those whose commitments are missing or do not fit.</returns>
    public IReadOnlyList<OpenShare> CloseCommitments()
    {
        if (!HasEnough)
        {
            return [];
        }

        List<OpenShare> accusing = [];
        foreach (var dealer in _standing.Keys.Order())
        {
            if (CommitmentsOf(dealer) is null)
            {
                Expose(dealer, DkgFault.NoCommitments);
                accusing.Add(_ownShares[dealer]);
            }
            else if (!FitsOpenly(_ownShares[dealer]))
            {
                accusing.Add(_ownShares[dealer]);
            }
        }

        return accusing;
    }

    /// <summary>Judges the accusations.</summary>
    /// <returns>The own shares from those who are exposed, where they are not open yet.</returns>
    public IReadOnlyList<OpenShare> CloseAccusations()
    {
        Collect(DkgPhase.Accusations);
        foreach (var share in _opened.Values.OrderBy(share => share.Dealer).ThenBy(share => share.Holder))
        {
            if (CommitmentsOf(share.Dealer) is null)
            {
                continue;
            }

            if (FitsOpenly(share))
            {
                _culprits.TryAdd(share.Holder, DkgFault.FalseComplaint);
            }
            else
            {
                Expose(share.Dealer, DkgFault.BadCommitments);
            }
        }

        return HasEnough
            ? [.. _exposed.Where(dealer => !_opened.ContainsKey((dealer, own))).Select(dealer => _ownShares[dealer])]
            : [];
    }

    /// <summary>Sums up.</summary>
    public DkgResult Finish()
    {
        Collect(DkgPhase.Reconstruction);
        int[] qualified = [.. _standing.Keys.Order()];
        List<IReadOnlyList<Point>> all = [];
        foreach (var dealer in HasEnough ? qualified : [])
        {
            if ((_exposed.Contains(dealer) ? Reconstruct(dealer) : CommitmentsOf(dealer)) is not { } commitments)
            {
                return new DkgResult(null, qualified, _culprits);
            }

            all.Add(commitments);
        }

        return new DkgResult(HasEnough ? Sum(qualified, all) : null, qualified, _culprits);
    }

    private KeyShare Sum(int[] qualified, List<IReadOnlyList<Point>> all)
    {
        var value = Scalar.Zero;
        foreach (var dealer in qualified)
        {
            value += _ownShares[dealer].Value;
        }

        var commitments = new Point[config.Threshold];
        for (var k = 0; k < commitments.Length; k++)
        {
            commitments[k] = Group.SumPublic([.. all.Select(of => of[k])]);
        }

        return new KeyShare(own, value, commitments);
    }

    private IEnumerable<int> AccusersOf(int dealer) =>
        _complaints.Where(complaint => complaint.Dealer == dealer).Select(complaint => complaint.Accuser);

    private IReadOnlyList<Point>? CommitmentsOf(int dealer) => inbox.Find<DkgCommitments>(DkgPhase.Commitments, dealer)?.Commitments;

    private bool Fits(OpenShare share) => DkgBlinding.Fits(share, _standing[share.Dealer].Commitments, blindBase);

    private bool FitsOpenly(OpenShare share) => CommitmentsOf(share.Dealer) is { } commitments
        && Group.BaseMultiplySecret(share.Value) == Polynomials.Evaluate(commitments, Polynomials.XOf(share.Holder));

    private void Drop(int dealer, DkgFault fault)
    {
        _standing.Remove(dealer);
        _culprits.TryAdd(dealer, fault);
    }

    private void Expose(int dealer, DkgFault fault)
    {
        _exposed.Add(dealer);
        _culprits.TryAdd(dealer, fault);
    }

    private void Collect(DkgPhase phase)
    {
        foreach (var holder in Everyone)
        {
            foreach (var share in inbox.Find<DkgOpening>(phase, holder)?.Shares ?? [])
            {
                if (!_standing.ContainsKey(share.Dealer))
                {
                    continue;
                }

                if (Fits(share))
                {
                    _opened[(share.Dealer, holder)] = share;
                }
                else
                {
                    _culprits.TryAdd(holder, DkgFault.BadReveal);
                }
            }
        }
    }

    private IReadOnlyList<Point>? Reconstruct(int dealer)
    {
        (int Holder, Scalar Value)[] values =
            [.. _opened.Where(pair => pair.Key.Dealer == dealer).OrderBy(pair => pair.Key.Holder).Select(pair => (pair.Key.Holder, pair.Value.Value))];
        foreach (var silent in Everyone.Except(values.Select(value => value.Holder)))
        {
            _culprits.TryAdd(silent, DkgFault.NoReveal);
        }

        return values.Length < config.Threshold
            ? null
            : [.. Polynomials.Interpolate(values[..config.Threshold]).Select(coefficient => Group.BaseMultiplySecret(coefficient))];
    }
}
