using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class TxRequestRulesTests
{
    private static readonly TxOptions Options = new() { DataBytesMax = 100, GasLimitMax = 1_000_000 };

    private static readonly TxRequest Good = new()
    {
        Origin = "run:1:submit",
        To = TxRig.Contract,
        Data = [0, 1],
        GasLimit = 21_020,
    };

    public static TheoryData<string, TxRefusal> Bad => new()
    {
        { "empty origin", TxRefusal.BadRequest },
        { "long origin", TxRefusal.BadRequest },
        { "long tag", TxRefusal.BadRequest },
        { "no confirmations", TxRefusal.BadRequest },
        { "zero address", TxRefusal.BadRequest },
        { "long data", TxRefusal.DataTooLong },
        { "little gas", TxRefusal.GasLimitOutOfRange },
        { "much gas", TxRefusal.GasLimitOutOfRange },
        { "negative value", TxRefusal.ValueOutOfRange },
        { "huge value", TxRefusal.ValueOutOfRange },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Refuses_each_bad_field_by_name(string what, TxRefusal expected)
    {
        var request = what switch
        {
            "empty origin" => Good with { Origin = "" },
            "long origin" => Good with { Origin = new string('o', TxRequestRules.NameCharsMax + 1) },
            "long tag" => Good with { Tag = new string('t', TxRequestRules.NameCharsMax + 1) },
            "no confirmations" => Good with { NotifyAtConfirmations = 0 },
            "zero address" => Good with { To = Address.Zero },
            "long data" => Good with { Data = new byte[101], GasLimit = 500_000 },
            "little gas" => Good with { GasLimit = 21_019 },
            "much gas" => Good with { GasLimit = 1_000_001 },
            "negative value" => Good with { Value = -1 },
            _ => Good with { Value = BigInteger.One << 256 },
        };

        Assert.Equal(expected, TxRequestRules.Check(request, Options)!.Refusal);
    }

    [Fact]
    public void Takes_what_is_just_within_the_limits()
    {
        Assert.Null(TxRequestRules.Check(Good, Options));
        Assert.Null(TxRequestRules.Check(Good with { Data = new byte[100], GasLimit = 1_000_000 }, Options));
        Assert.Null(TxRequestRules.Check(Good with { Value = (BigInteger.One << 256) - 1 }, Options));
        Assert.Null(TxRequestRules.Check(
            Good with { Origin = new string('o', TxRequestRules.NameCharsMax), Tag = new string('t', TxRequestRules.NameCharsMax) }, Options));
    }

    [Fact]
    public void Only_a_full_queue_may_pass_by_itself()
    {
        Assert.True(new TxRefusedException(TxRefusal.QueueFull, "").IsTransient);
        Assert.False(new TxRefusedException(TxRefusal.NoKey, "").IsTransient);
    }
}
