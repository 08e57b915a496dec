using Node.Core.Config;
using Node.Eth.Keys;
using Xunit;

namespace Node.Eth.Tests.Keys;

public sealed class KeystoreOptionsTests
{
    [Fact]
    public void The_defaults_are_the_ones_that_protect_and_have_no_fault()
    {
        var options = new KeystoreOptions();

        Assert.Equal((262_144, 1), (options.ScryptN, options.ScryptP));
        Assert.Empty(FaultsOf(options));
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var options = new KeystoreOptions { PasswordFile = "", ScryptN = 8192, ScryptP = 0, Pbkdf2RoundsMax = 0, KeyFileCharsMax = 1023 };

        Assert.Equal(["PasswordFile", "ScryptN", "ScryptP", "Pbkdf2RoundsMax", "KeyFileCharsMax"], FaultsOf(options).Select(fault => fault.Key));
    }

    [Fact]
    public void What_could_not_be_read_back_is_refused()
    {
        Assert.Single(FaultsOf(new KeystoreOptions { ScryptMemoryMax = 1 << 20 }));
        Assert.Single(FaultsOf(new KeystoreOptions { ScryptWorkMax = 1 << 20 }));
        Assert.Single(FaultsOf(new KeystoreOptions { ScryptN = 100_000 }));
    }

    private static IReadOnlyList<ConfigFault> FaultsOf(KeystoreOptions options)
    {
        var faults = new ConfigFaults();
        options.Validate(faults);
        return faults.All;
    }
}
