using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class TxStateMachineTests
{
    // From a row to a column, in the order of TxState: Q S s M F R O X.
    private const string Table = """
        Queued     .S......
        Signed     ..sM.R.X
        Sent       ...M.R.X
        Mined      ....F.O.
        Final      ........
        Reverted   ......O.
        ReorgedOut ..sM.R.X
        Failed     ......O.
        """;

    [Fact]
    public void Allows_exactly_the_transitions_of_the_table()
    {
        var rows = Table.Split('\n');
        Assert.Equal(Enum.GetValues<TxState>().Length, rows.Length);
        foreach (var row in rows)
        {
            var from = Enum.Parse<TxState>(row[..11].Trim());
            foreach (var to in Enum.GetValues<TxState>())
            {
                Assert.True(TxStateMachine.Allows(from, to) == (row[11 + (int)to] != '.'), $"{from} to {to}");
            }
        }
    }

    [Fact]
    public void A_transition_that_is_not_allowed_is_a_mistake_of_ours()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => TxStateMachine.Require(TxState.Final, TxState.Sent));

        Assert.Contains("from Final to Sent", thrown.Message, StringComparison.Ordinal);
        TxStateMachine.Require(TxState.Queued, TxState.Signed);
    }

    [Fact]
    public void Every_state_has_a_stored_form_that_reads_back()
    {
        foreach (var state in Enum.GetValues<TxState>())
        {
            Assert.Equal(state, TxStateText.Parse(TxStateText.Of(state)));
        }

        Assert.Throws<FormatException>(() => TxStateText.Parse("lost"));
    }
}
