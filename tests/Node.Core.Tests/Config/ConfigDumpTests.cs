using CsCheck;
using Node.Core.Config;
using Xunit;

namespace Node.Core.Tests.Config;

public sealed class ConfigDumpTests
{
    [Fact]
    public void The_effective_configuration_is_shown_in_the_form_of_a_file()
    {
        SampleSection section = new() { Password = new Secret("hunter2"), Numbers = [1, 2] };

        Assert.Equal(
            """
            {
              "Port": 6688,
              "Host": "127.0.0.1",
              "Password": "***",
              "Numbers": [
                1,
                2
              ]
            }
            """, ConfigDump.Render(section));
    }

    [Fact]
    public void Secrets_are_never_printed_by_dump_fault_or_text()
    {
        Gen.Char.AlphaNumeric.Array[8, 24].Select(chars => "zq" + new string(chars)).Sample(secret =>
        {
            var good = Loading.Arguments($"--Token={secret}", $"--Server:Password={secret}", $"--Text=postgres://user:{secret}@host/db", $"--Url=https://host/v3/{secret}?k={secret}");
            Assert.Equal(secret, good.Token.Reveal());
            Assert.DoesNotContain(secret, ConfigDump.Render(good), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, $"{good.Token}{good.Server}", StringComparison.Ordinal);

            var e = Assert.Throws<ConfigException>(() => Loading.Arguments(
                $"--Token:Deep={secret}", $"--Tokn={secret}", secret, $"--Whole=postgres://user:{secret}@host/db", $"--Flag=https://u:{secret}@[", $"--Servers:0:Password:0={secret}"));
            Assert.Equal(6, e.Faults.Count);
            Assert.DoesNotContain(secret, e.ToString(), StringComparison.Ordinal);
        }, iter: 100);
    }

    [Theory]
    [InlineData("https://mainnet.example/v3/key", "https://mainnet.example/***")]
    [InlineData("http://127.0.0.1:8545", "http://127.0.0.1:8545")]
    [InlineData("http://127.0.0.1:8545/", "http://127.0.0.1:8545/")]
    [InlineData("ws://u:p@host:1?token=x", "ws://***@host:1/***")]
    [InlineData("postgres://u:p@host:5433/db", "postgres://***@host:5433/***")]
    [InlineData("postgres://u:p@[host", "postgres://***")]
    [InlineData("plain", "plain")]
    public void Of_a_URL_only_scheme_host_and_port_are_shown(string url, string shown)
    {
        Assert.Contains($"\"Text\": \"{shown}\"", ConfigDump.Render(new SampleOptions { Text = url }), StringComparison.Ordinal);
    }
}
