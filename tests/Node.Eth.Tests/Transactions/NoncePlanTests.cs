using CsCheck;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class NoncePlanTests
{
    [Fact]
    public void A_chain_that_agrees_changes_nothing()
    {
        var plan = NoncePlan.FastForward(storedNext: 7, chainCount: 5, signed: [5], queued: [6]);

        Assert.False(plan.IsNeeded(7));
    }

    [Fact]
    public void A_chain_that_is_ahead_moves_what_is_unsigned_behind_it_in_order()
    {
        var plan = NoncePlan.FastForward(storedNext: 3, chainCount: 40, signed: [], queued: [0, 1, 2]);

        Assert.Equal([new(0, 40), new(1, 41), new(2, 42)], plan.Moves);
        Assert.Equal(43, plan.NextNonce);
    }

    [Fact]
    public void Only_what_has_to_move_moves()
    {
        var plan = NoncePlan.FastForward(storedNext: 9, chainCount: 6, signed: [], queued: [5, 6, 8]);

        Assert.Equal([new(5, 6), new(6, 7)], plan.Moves);
        Assert.Equal(9, plan.NextNonce);
    }

    [Fact]
    public void A_signed_nonce_never_moves_and_is_never_given_out_again()
    {
        var plan = NoncePlan.FastForward(storedNext: 8, chainCount: 6, signed: [6, 9], queued: [5, 7]);

        Assert.Equal([new(5, 7), new(7, 8)], plan.Moves);
        Assert.Equal(10, plan.NextNonce);
    }

    [Fact]
    public void A_chain_that_seems_behind_moves_nothing()
    {
        var plan = NoncePlan.FastForward(storedNext: 9, chainCount: 2, signed: [], queued: [7, 8]);

        Assert.False(plan.IsNeeded(9));
    }

    [Theory]
    [InlineData(5, new long[] { 5, 6 }, new long[] { 7 }, false)]
    [InlineData(5, new long[] { 6 }, new long[] { }, true)]
    [InlineData(5, new long[] { 5 }, new long[] { 7 }, true)]
    [InlineData(5, new long[] { 3, 4 }, new long[] { }, false)]
    [InlineData(5, new long[] { }, new long[] { }, false)]
    public void Finds_gaps_from_the_first_nonce_that_can_still_be_mined(long floor, long[] held, long[] queued, bool expected) =>
        Assert.Equal(expected, NoncePlan.HasGap(floor, held, queued));

    [Fact]
    public void Unsigned_transactions_close_gaps_and_the_rest_is_named()
    {
        var plan = NoncePlan.CloseGaps(floor: 4, signed: [5, 9], queued: [11]);

        Assert.Equal([new(11, 4)], plan.Moves);
        Assert.Equal([6, 7, 8], plan.Gaps);
        Assert.Equal(10, plan.NextNonce);
    }

    [Fact]
    public void Without_signed_transactions_closing_costs_nothing()
    {
        var plan = NoncePlan.CloseGaps(floor: 4, signed: [], queued: [8, 9]);

        Assert.Equal([new(8, 4), new(9, 5)], plan.Moves);
        Assert.Empty(plan.Gaps);
        Assert.Equal(6, plan.NextNonce);
    }

    [Fact]
    public void A_chain_that_was_lied_about_does_not_make_a_list_without_end()
    {
        var plan = NoncePlan.CloseGaps(floor: 0, signed: [long.MaxValue - 1], queued: []);

        Assert.Equal(NoncePlan.GapsMax, plan.Gaps.Count);
        Assert.Equal(long.MaxValue, plan.NextNonce);
    }

    /// <summary>
    /// A key, a store and a chain: queueing, signing, mining, foreign use and both repairs in any order. No nonce is ever signed
    /// for
    /// twice, and after closing gaps the nonces run without a hole from the chain's count to the next one.
    /// </summary>
    [Fact]
    public void Under_any_interleaving_no_nonce_repeats_and_none_stays_open() =>
        Gen.Int[0, 6].List[1, 60].Sample(steps =>
        {
            var key = new ModelKey();
            foreach (var step in steps)
            {
                key.Take(step);
                key.CheckAlways();
            }

            key.CloseGaps();
            key.CheckClosed();
        });

    private sealed class ModelKey
    {
        private readonly SortedSet<long> _signed = [];
        private readonly HashSet<long> _everSigned = [];
        private SortedSet<long> _queued = [];
        private long _next;
        private long _chain;

        public void Take(int step)
        {
            switch (step)
            {
                case 0 or 1:
                    _queued.Add(_next++);
                    break;
                case 2 when _queued.Count > 0:
                    var signing = _queued.Min;
                    Assert.True(_everSigned.Add(signing), $"nonce {signing} was signed for twice");
                    _queued.Remove(signing);
                    _signed.Add(signing);
                    break;
                case 3:
                    Mine();
                    break;
                case 4:
                    // A foreign transaction; it takes the place of ours if we signed for that nonce.
                    _signed.Remove(_chain);
                    _chain++;
                    Apply(NoncePlan.FastForward(_next, _chain, _signed, [.. _queued]));
                    break;
                case 5:
                    Apply(NoncePlan.FastForward(_next, _chain, _signed, [.. _queued]));
                    break;
                case 6:
                    CloseGaps();
                    break;
                default:
                    break;
            }
        }

        public void CloseGaps()
        {
            Apply(NoncePlan.FastForward(_next, _chain, _signed, [.. _queued]));
            Apply(NoncePlan.CloseGaps(_chain, [.. _signed.Where(nonce => nonce >= _chain)], [.. _queued]));
        }

        public void CheckAlways()
        {
            Assert.Empty(_signed.Intersect(_queued));
            Assert.All(_signed.Concat(_queued), nonce => Assert.True(nonce < _next, $"{nonce} is held and would be given out again"));
        }

        public void CheckClosed()
        {
            var held = _signed.Concat(_queued).Where(nonce => nonce >= _chain).Order().ToList();
            Assert.Equal(held.Count, _next - _chain);
            Assert.Equal(Enumerable.Range(0, held.Count).Select(i => _chain + i), held);
        }

        private void Mine()
        {
            while (_signed.Remove(_chain))
            {
                _chain++;
            }
        }

        private void Apply(NonceChange plan)
        {
            var moves = plan.Moves.ToDictionary(move => move.Old, move => move.New);
            var queued = _queued.Select(nonce => moves.GetValueOrDefault(nonce, nonce)).ToList();
            Assert.Equal(queued.Order(), queued);
            _queued = [.. queued, .. plan.Gaps];
            Assert.Equal(queued.Count + plan.Gaps.Count, _queued.Count);
            _next = plan.NextNonce;
        }
    }
}
