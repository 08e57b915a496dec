using System.Globalization;
using CsCheck;
using Node.Core.Config;
using Node.Core.Text;
using Xunit;

namespace Node.Core.Tests.Config;

public sealed class ConfigBinderTests
{
    private static readonly Gen<string> Word = Gen.Char.AlphaNumeric.Array[1, 12].Select(chars => new string(chars));

    [Fact]
    public void Every_leaf_type_is_read()
    {
        var options = Loading.Json("""
            {
              "Text": "t", "OptionalText": "o", "Flag": true, "Whole": -7, "Big": 9007199254740993, "Natural": 18446744073709551615, "Amount": 1e3,
              "Delay": "1m30s", "SizeMax": "1.5gb", "Url": "http://h:1/p", "Level": "high", "Token": "s3cret", "Code": "xyz", "OptionalWhole": null,
              "Names": ["a", "b"], "Delays": ["1s", "2ms"], "Levels": ["LOW"], "OptionalServer": {}, "Servers": [{ "Port": 1 }, {}]
            }
            """);

        Assert.Equal(("t", "o", true, -7), (options.Text, options.OptionalText, options.Flag, options.Whole));
        Assert.Equal((9007199254740993, ulong.MaxValue, 1000m), (options.Big, options.Natural, options.Amount));
        Assert.Equal((TimeSpan.FromSeconds(90), new FileSize(1_500_000_000)), (options.Delay, options.SizeMax));
        Assert.Equal((new Uri("http://h:1/p"), SampleLevel.High, "s3cret"), (options.Url, options.Level, options.Token.Reveal()));
        Assert.Equal((new SampleCode("xyz"), null), (options.Code, options.OptionalWhole));
        Assert.Equal(["a", "b"], options.Names);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(2)], options.Delays);
        Assert.Equal([SampleLevel.Low], options.Levels);
        Assert.Equal(6688, options.OptionalServer!.Port);
        Assert.Equal([1, 6688], options.Servers.Select(server => server.Port));
        Assert.Equal(7000, options.Server.Port);
    }

    [Fact]
    public void A_list_replaces_its_default_and_may_be_empty()
    {
        Assert.Empty(Loading.Json("""{ "Names": [] }""").Names);
        Assert.Equal(["x"], Loading.Json("""{ "Names": ["x"] }""").Names);
        Assert.Equal(["first"], Loading.Json("{}").Names);
    }

    [Fact]
    public void An_empty_text_is_text_for_text_and_null_for_what_may_be_null()
    {
        var options = Loading.Environment(("NODE_Text", ""), ("NODE_OptionalWhole", ""), ("NODE_Token", ""));

        Assert.Equal(("", null, true), (options.Text, options.OptionalWhole, options.Token.IsEmpty));
    }

    [Fact]
    public void What_is_shown_can_be_read_back_from_every_source()
    {
        Gen.Select(Gen.Int, Gen.Long, Gen.ULong, Gen.Decimal, Gen.Long.Select(ticks => new TimeSpan(ticks)), Gen.Long[0, long.MaxValue], Word.Array[0, 5], Gen.Int[1, 65535].Array[0, 4])
            .Sample((whole, number, unsigned, amount, delay, bytes, names, ports) =>
            {
                // Decimals of more digits than are kept are refused, not rounded.
                amount = decimal.Round(amount / 1_000_000_000m, 8);
                SampleOptions options = new()
                {
                    Whole = whole,
                    Big = number,
                    Natural = unsigned,
                    Amount = amount,
                    Delay = delay,
                    SizeMax = new FileSize(bytes),
                    Names = names,
                    Servers = [.. ports.Select(port => new SampleSection { Port = port })],
                };
                var shown = ConfigDump.Render(options);

                Assert.Equal(shown, ConfigDump.Render(Loading.Json(shown)));
                List<string> arguments =
                [
                    $"--WHOLE={whole.ToString(CultureInfo.InvariantCulture)}", $"--big={number.ToString(CultureInfo.InvariantCulture)}",
                    $"--Natural={unsigned.ToString(CultureInfo.InvariantCulture)}", $"--Amount={amount.ToString(CultureInfo.InvariantCulture)}",
                    $"--Delay={GoDuration.Format(delay)}", $"--SizeMax={new FileSize(bytes)}",
                    .. names.Select((name, i) => $"--Names:{i}={name}"), .. ports.Select((port, i) => $"--Servers.{i}.Port={port}"),
                ];
                if (names.Length == 0)
                {
                    arguments.Add("--Names=");
                }

                Assert.Equal(shown, ConfigDump.Render(Loading.Arguments([.. arguments])));
            }, iter: 200);
    }

    [Fact]
    public void Any_text_for_any_key_is_a_value_or_a_named_fault()
    {
        var key = Gen.OneOf(
            "Text", "Flag", "Whole", "Big", "Natural", "Amount", "Delay", "SizeMax", "Url", "Level", "Token", "Code", "OptionalWhole", "Names", "Names:0", "Delays:0",
            "Levels:0", "Server", "Server:Port", "Servers:0:Port", "Servers:1", "Required:0:Id", "Unknown", "Server:Unknown:Deep", ":", "Text:", "Whole:0");
        Gen.Select(key, Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789.-+eE_, "], 0, 40], Gen.OneOf("", "true", "1s", "1gb", "Low", "a://b"))).Sample((key, text) =>
        {
            try
            {
                Loading.Arguments($"--{key}={text}");
            }
            catch (ConfigException e)
            {
                Assert.All(e.Faults, fault => Assert.StartsWith(key.Split(':')[0], fault.Key, StringComparison.Ordinal));
                Assert.DoesNotContain(e.Message.Split('\n').Skip(1), line => !line.StartsWith("  ", StringComparison.Ordinal) || line.Any(char.IsControl));
            }
        }, iter: 2_000);
    }

    [Fact]
    public void As_many_faults_are_named_as_were_made()
    {
        string[] keys = ["Whole", "Big", "Flag", "Delay", "SizeMax", "Level", "Server:Port", "Servers:0:Port", "Servers:0:Numbers:0", "Wrong", "Server:Wrong"];
        Gen.Bool.Array[keys.Length].Sample(isWrong =>
        {
            var wrong = keys.Where((_, i) => isWrong[i]).ToArray();
            var found = wrong.Length == 0 ? [] : Assert.Throws<ConfigException>(() => Loading.Arguments([.. wrong.Select(key => $"--{key}=?")])).Faults;

            Assert.Equal(wrong.Order(StringComparer.Ordinal), found.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        }, iter: 300);
    }
}
