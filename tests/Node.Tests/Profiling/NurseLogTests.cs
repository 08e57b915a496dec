using Node.Profiling.Files;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Profiling;

public sealed class NurseLogTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("\u001b[31mred")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("a \"quoted\" = b")]
    public void Texts_that_could_break_a_line_are_escaped(string text)
    {
        var line = NurseLogLine.Of(DateTimeOffset.UnixEpoch, text, new Dictionary<string, string> { [text] = text });

        Assert.DoesNotContain(line, sign => char.IsControl(sign) || sign == '\u202E');
        Assert.StartsWith("1970-01-01T00:00:00.000000Z ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_measured_is_sorted_and_limited()
    {
        var value = new string('x', 1_000_000);
        var meta = Enumerable.Range(0, 1000).Reverse().ToDictionary(i => $"k{i:0000}", _ => value);

        var line = NurseLogLine.Of(DateTimeOffset.UnixEpoch, "why", meta);

        Assert.Equal(NurseLogLine.MetaMax, line.Count(sign => sign == '='));
        Assert.True(line.IndexOf("k0000=", StringComparison.Ordinal) < line.IndexOf("k0001=", StringComparison.Ordinal));
        Assert.True(line.Length < 20_000, $"{line.Length} characters");
    }

    [Fact]
    public void A_full_file_is_put_aside_and_two_are_kept()
    {
        var log = new NurseLogFile(_folder.File("nurse.log"), 1000);
        for (var i = 0; i < 100; i++)
        {
            log.Append($"line {i:00} {new string('x', 80)}");
        }

        log.Append(new string('y', 2000));
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.InRange(new FileInfo(file).Length, 1, 1000));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
        Assert.Contains("line 99", File.ReadAllText(_folder.File("nurse.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_an_error_of_the_file()
    {
        File.CreateSymbolicLink(_folder.File("nurse.log"), "/dev/full");
        var log = new NurseLogFile(_folder.File("nurse.log"), 1000);

        Assert.Contains("No space left", Assert.Throws<IOException>(() => log.Append("line")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_on_a_full_disk_is_cut_and_whoever_writes_goes_on()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        var budget = new FileBudget(1000, 0);
        var stream = new BoundedStream(full, budget);

        stream.Write(new byte[100]);
        stream.Write(new byte[100]);
        stream.Dispose();

        Assert.True(stream.IsCut);
        Assert.NotNull(stream.Failure);
        Assert.Equal(1000, budget.Left);
    }

    [Fact]
    public void What_does_not_fit_leaves_no_file_and_no_room_taken()
    {
        var folder = new ProfileFolder(_folder.File("profiles"), 1_000_000);
        var budget = folder.Count();
        var left = budget.Left;

        Assert.True(folder.TryWrite("1.cpu.pb.gz", new byte[left - 10], budget));
        Assert.False(folder.TryWrite("2.cpu.pb.gz", new byte[11], budget));
        Assert.Equal(10, budget.Left);
        Assert.True(folder.TryWrite("3.cpu.pb.gz", new byte[10], budget));
        Assert.Equal(["1.cpu.pb.gz", "3.cpu.pb.gz"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
        Assert.Equal(0, folder.Count().Left);
    }
}
