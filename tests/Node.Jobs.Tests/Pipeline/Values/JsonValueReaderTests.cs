using System.Text;
using System.Text.Json;
using CsCheck;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Values;

public sealed class JsonValueReaderTests
{
    [Fact]
    public void Numbers_keep_every_digit()
    {
        Assert.Equal("1.000000000000000000001", Read("1.000000000000000000001").ToString());
        Assert.Equal(BigDecimal.Parse("1e400"), Assert.IsType<DecimalValue>(Read("1E400")).Value);
        Assert.Equal("18446744073709551615", Read("18446744073709551615").ToString());
    }

    [Fact]
    public void The_last_of_a_repeated_name_wins() => Assert.Equal("""{"a":2}""", Read("""{"a":1,"a":2}""").ToString());

    [Fact]
    public void What_follows_the_first_value_is_not_looked_at() => Assert.Equal("1", Read("1 }").ToString());

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal(PipelineValue.Of("\ufffd😀x"), Read("\"\\ud800\\ud83d\\ude00x\""));

    [Theory]
    [InlineData("")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("01")]
    [InlineData("0x01")]
    [InlineData("\"a\"b")]
    [InlineData("1}")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("NaN")]
    [InlineData("\"\u0001\"")]
    [InlineData("\"\\q\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"a")]
    [InlineData("\ufeff1")]
    [InlineData("// c\n1")]
    [InlineData("tru")]
    public void What_is_not_strict_json_is_refused(string json)
    {
        Assert.False(JsonValueReader.TryReadFirst(json, out _, out var problem));
        Assert.Contains("character", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_named()
    {
        AssertRefused(new string('[', ValueLimits.DepthMax + 1), "DepthMax");
        Assert.True(JsonValueReader.TryReadFirst(new string('[', ValueLimits.DepthMax) + new string(']', ValueLimits.DepthMax), out _, out _));
        AssertRefused("[" + string.Join(',', Enumerable.Repeat("1", ValueLimits.JsonItemsMax + 1)) + "]", "JsonItemsMax");
        AssertRefused(new string(' ', ValueLimits.JsonCharsMax + 1), "JsonCharsMax");
        AssertRefused(new string('9', BigDecimal.DigitsMax + 1), "DigitsMax");
    }

    [Fact]
    public void What_another_reader_accepts_is_read_as_the_same() => PipelineGens.Value.Sample(static value =>
    {
        var json = ValueJson.Write(value);
        using var theirs = JsonDocument.Parse(json);
        return JsonSame(theirs.RootElement, Read(json));
    }, iter: TestScale.Pick(10_000, 50_000));

    [Fact]
    public void A_path_leads_to_the_same_value_as_walking_the_tree() => Gen.Select(PipelineGens.Value, Gen.Int[0, 1000]).Sample(static (value, choice) =>
    {
        var steps = new List<string>();
        var at = value;
        for (var i = choice; at is ListValue { Items.Count: > 0 } or MapValue { Members.Count: > 0 }; i /= 3)
        {
            if (at is ListValue list)
            {
                var index = i % list.Items.Count;
                steps.Add((i % 2 == 0 ? index : index - list.Items.Count).ToString(System.Globalization.CultureInfo.InvariantCulture));
                at = list.Items[index];
            }
            else
            {
                var (name, member) = ((MapValue)at).Members.ElementAt(i % ((MapValue)at).Members.Count);
                steps.Add(name);
                at = member;
            }
        }

        var json = " " + ValueJson.Write(value);
        return JsonValueReader.TryReadPath(json, steps.ToArray(), lax: false, out var found, out _)
            && ValueJson.Write(found) == ValueJson.Write(at);
    }, iter: TestScale.Pick(10_000, 50_000));

    [Theory]
    [InlineData("""{"a":{"b":[1,2,3]}}""", "a,b,-1", false, "3")]
    [InlineData("""{"a":{"b":[1,2,3]}}""", "a,b,+1", false, "2")]
    [InlineData("""{"a":1,"a":{"b":2}}""", "a,b", false, "2")]
    [InlineData("""{"\u0061":1}""", "a", false, "1")]
    [InlineData("""{"a":1}""", "x", true, "null")]
    [InlineData("""{"a":1}""", "x,y,z", true, "null")]
    [InlineData("""[1]""", "7,y", true, "null")]
    [InlineData("""{"a":1}""", "x", false, null)]
    [InlineData("""{"a":1}""", "a,b", true, null)]
    [InlineData("""[1]""", "x", true, null)]
    [InlineData("""[1,2]""", "1.0", true, null)]
    [InlineData("""[1,2]""", " 1", false, null)]
    [InlineData("""[1,2]""", "99999999999999999999", false, null)]
    [InlineData("""{"a":1} x""", "a", false, "1")]
    [InlineData("""{"a":1,"b":}""", "a", false, null)]
    public void Paths_are_followed(string json, string path, bool lax, string? expected)
    {
        var ok = JsonValueReader.TryReadPath(json, path.Split(','), lax, out var value, out var problem);
        Assert.Equal(expected, ok ? value!.ToString() : null);
        Assert.Equal(expected is null, problem is not null);
    }

    private static PipelineValue Read(string json)
    {
        Assert.True(JsonValueReader.TryReadFirst(json, out var value, out var problem), problem);
        return value;
    }

    private static void AssertRefused(string json, string limit)
    {
        Assert.False(JsonValueReader.TryReadFirst(json, out _, out var problem));
        Assert.Contains(limit, problem, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(problem) < 1000, problem);
    }

    private static bool JsonSame(JsonElement theirs, PipelineValue ours) => (theirs.ValueKind, ours) switch
    {
        (JsonValueKind.Object, MapValue map) => theirs.EnumerateObject().All(p => map.TryGet(p.Name, out var member) && JsonSame(p.Value, member)),
        (JsonValueKind.Array, ListValue list) => theirs.EnumerateArray().Zip(list.Items).All(static p => JsonSame(p.First, p.Second)) && theirs.GetArrayLength() == list.Items.Count,
        (JsonValueKind.String, TextValue text) => theirs.GetString() == text.Value,
        (JsonValueKind.Number, DecimalValue number) => BigDecimal.Parse(theirs.GetRawText()) == number.Value,
        _ => theirs.GetRawText() == ours.ToString(),
    };
}
