using System.Text;
using CsCheck;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Runs;

public sealed class RecordBytesTests
{
    [Fact]
    public void Every_record_comes_back() => Gen.OneOf(Gen.String[0, 3000], Gen.String[Gen.Char['a', 'e'], 0, 3000]).Sample(text =>
    {
        // A record is text that UTF-8 can hold.
        var record = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes("{" + text));
        Assert.Equal(record, RecordBytes.TextOf(RecordBytes.Of(record)));
    });

    [Fact]
    public void A_short_record_is_stored_as_its_text_and_a_long_one_packed()
    {
        Assert.Equal("{\"n\":1}"u8.ToArray(), RecordBytes.Of("{\"n\":1}"));
        var record = $"{{\"tasks\":[{string.Join(',', Enumerable.Range(0, 10).Select(i => $"{{\"name\":\"ask{i}\",\"type\":\"http\",\"at\":{i}}}"))}]}}";
        Assert.InRange(RecordBytes.Of(record)!.Length, 10, record.Length / 2);
        Assert.Null(RecordBytes.Of(null));
        Assert.Equal("", RecordBytes.TextOf([]));
    }

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 1, 255, 255, 255, 127, 1 })]
    [InlineData(new byte[] { 1, 10, 0, 0, 0, 1, 2, 3 })]
    public void Damaged_bytes_are_told(byte[] stored) => Assert.Contains("damaged", Assert.Throws<FormatException>(() => RecordBytes.TextOf(stored)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_cut_short_or_changed_end_in_text_or_in_that_fault() => Gen.Select(Gen.Int[0, 400], Gen.Byte).Sample((at, value) =>
    {
        var stored = RecordBytes.Of("{" + new string('x', 300) + string.Concat(Enumerable.Range(0, 100)))!;
        var cut = stored[..Math.Min(at, stored.Length)];
        stored[at % stored.Length] = value;
        foreach (var bytes in new[] { cut, stored })
        {
            try
            {
                RecordBytes.TextOf(bytes);
            }
            catch (FormatException)
            {
                // What it is for.
            }
        }
    });
}
