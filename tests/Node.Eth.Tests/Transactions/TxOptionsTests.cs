using Node.Core.Config;
using Node.Eth.Fees;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class TxOptionsTests
{
    [Fact]
    public void The_defaults_have_no_faults() => Assert.Empty(FaultsOf(new TxOptions()));

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var faults = FaultsOf(new TxOptions
        {
            QueuedTxMax = 0,
            InFlightMax = 0,
            DataBytesMax = 0,
            GasLimitMax = 1,
            CancelGasLimit = 1,
            PollInterval = TimeSpan.Zero,
            RebroadcastAfter = TimeSpan.Zero,
            NonceCheckInterval = TimeSpan.Zero,
            GapHealAfter = TimeSpan.Zero,
            GapHealMax = -1,
            Fees = new FeeOptions { Mode = (FeeMode)9, TipMinWei = -1, FeeCapMaxWei = 0 },
        });

        Assert.Equal(
            [
                "QueuedTxMax", "InFlightMax", "DataBytesMax", "GasLimitMax", "CancelGasLimit", "PollInterval", "RebroadcastAfter",
                "NonceCheckInterval", "GapHealAfter", "GapHealMax", "Fees:Mode", "Fees:TipMinWei", "Fees:FeeCapMaxWei",
            ],
            faults);
    }

    private static List<string> FaultsOf(TxOptions options)
    {
        var faults = new ConfigFaults();
        options.Validate(faults);
        return [.. faults.All.Select(fault => fault.Key)];
    }
}
