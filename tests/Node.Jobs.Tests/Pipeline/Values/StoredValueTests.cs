using CsCheck;
using Node.Jobs.Pipeline.Values;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Values;

public sealed class StoredValueTests
{
    [Fact]
    public void Every_value_comes_back_the_same() => PipelineGens.Value.Sample(
        static value => StoredValue.Read(StoredValue.Write(value)).Equals(value), iter: TestScale.Pick(10_000, 50_000));

    [Fact]
    public void Equal_values_have_equal_hashes() => PipelineGens.Value.Sample(
        static value => StoredValue.Read(StoredValue.Write(value)).GetHashCode() == value.GetHashCode(), iter: TestScale.Pick(10_000, 50_000));

    [Fact]
    public void Bytes_and_maps_that_look_like_bytes_are_told_apart()
    {
        var bytes = PipelineValue.Of([1, 2]);
        var map = PipelineValue.Map(("$bytes", PipelineValue.Of("0x0102")));

        Assert.Equal("""{"$bytes":"0x0102"}""", StoredValue.Write(bytes));
        Assert.Equal("""{"$map":{"$bytes":"0x0102"}}""", StoredValue.Write(map));
        Assert.Equal(map, StoredValue.Read(StoredValue.Write(map)));
        Assert.NotEqual(bytes, StoredValue.Read(StoredValue.Write(map)));
    }

    [Fact]
    public void Display_json_shows_bytes_as_text_and_sorts_members()
    {
        var value = PipelineValue.Map(("b", PipelineValue.Of([0xab])), ("a", PipelineValue.Of(BigDecimal.Parse("1.50"))), ("c", PipelineValue.Null));
        Assert.Equal("""{"a":1.5,"b":"0xab","c":null}""", ValueJson.Write(value));
    }

    [Fact]
    public void What_is_not_json_is_an_error_that_says_where()
    {
        Assert.Contains("character 4", Assert.Throws<FormatException>(static () => StoredValue.Read("[1,}")).Message, StringComparison.Ordinal);
    }
}
