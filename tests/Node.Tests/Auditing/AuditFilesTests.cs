using System.Text;
using Node.Auditing;
using Node.Core.Randomness;
using Node.Testing;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Auditing;

public sealed class AuditFilesTests : IDisposable
{
    private const int ReserveBytes = 1000;

    private readonly TestFolder _folder = new();
    private readonly FillingDisk _disk;

    public AuditFilesTests() => _disk = new FillingDisk { Folder = _folder.Path };

    private string[] Names => [.. Directory.EnumerateFiles(_folder.Path, "audit-*").Select(path => Path.GetFileName(path)).Order()];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_numbered_across_files_and_restarts()
    {
        for (var i = 1; i <= 30; i++)
        {
            Assert.Equal(i, Open(fileBytesMax: 50).Append(LineOf));
        }

        var files = Open(fileBytesMax: 50);
        Assert.Equal((1, 30), (files.Oldest, files.Last));
        Assert.Equal(Enumerable.Range(1, 30).Select(TextOf), ReadAll(files, 1));
        Assert.Equal(Enumerable.Range(17, 14).Select(TextOf), ReadAll(files, 17));
        Assert.Empty(files.Read(31, 10));
        Assert.True(Names.Length >= 5, string.Join(' ', Names));
        Assert.All(Directory.EnumerateFiles(_folder.Path), path => Assert.InRange(new FileInfo(path).Length, 1, 50));
    }

    [Fact]
    public void The_oldest_file_goes_when_there_are_too_many()
    {
        var files = Open(fileBytesMax: 20, filesMax: 3);
        for (var i = 0; i < 20; i++)
        {
            files.Append(LineOf);
        }

        Assert.Equal(3, Names.Length);
        Assert.Equal(20, files.Last);
        Assert.Equal($"audit-{files.Oldest:d12}.jsonl", Names[0]);
        Assert.True(files.Oldest > 10, $"{files.Oldest}");
        Assert.Empty(files.Read(1, 10));
        Assert.Equal(Enumerable.Range((int)files.Oldest, 21 - (int)files.Oldest).Select(TextOf), ReadAll(files, files.Oldest));
        Assert.Equal(files.Oldest, Open(fileBytesMax: 20, filesMax: 3).Oldest);
    }

    [Fact]
    public void A_line_that_a_crash_has_cut_is_written_anew()
    {
        Open().Append(LineOf);
        Open().Append(LineOf);
        var path = Path.Combine(_folder.Path, Names[0]);
        File.AppendAllText(path, "{\"half of a li");

        var files = Open();

        Assert.Equal(2, files.Last);
        Assert.Equal(3, files.Append(LineOf));
        Assert.Equal([TextOf(1), TextOf(2), TextOf(3)], ReadAll(files, 1));
        Assert.Equal("line 1\nline 2\nline 3\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_full_disk_takes_the_lines_of_acts_that_have_begun_and_then_nothing()
    {
        var files = Open();
        files.Reserve();
        files.Append(LineOf);
        _disk.BytesMax = ReserveBytes + "line 1\n".Length;

        // The reserve gives way.
        Assert.Equal(2, files.Append(LineOf));
        Assert.Equal(3, files.Append(LineOf));
        Assert.Throws<IOException>(files.Reserve);
        Assert.Equal(3, Open().Last);

        // There is room again.
        _disk.BytesMax = long.MaxValue;
        files.Reserve();
        Assert.Equal(4, files.Append(LineOf));
        Assert.Equal(Enumerable.Range(1, 4).Select(TextOf), ReadAll(files, 1));
    }

    [Fact]
    public void A_line_that_does_not_fit_leaves_nothing_behind()
    {
        var files = Open();
        files.Append(LineOf);
        _disk.BytesMax = "line 1\nlin".Length;

        Assert.Throws<IOException>(() => files.Append(LineOf));
        Assert.Equal(1, files.Last);
        Assert.Equal([TextOf(1)], ReadAll(Open(), 1));

        _disk.BytesMax = long.MaxValue;
        Assert.Equal(2, files.Append(LineOf));
        Assert.Equal([TextOf(1), TextOf(2)], ReadAll(files, 1));
    }

    [Fact]
    public void Numbers_go_on_when_somebody_moves_the_files_away()
    {
        var files = Open();
        files.Append(LineOf);
        files.Append(LineOf);
        Directory.Delete(_folder.Path, recursive: true);

        Assert.Equal(3, files.Append(LineOf));

        Assert.Equal(["audit-000000000003.jsonl"], Names);
        Assert.Equal([TextOf(3)], ReadAll(files, 3));
    }

    [Fact]
    public void Whatever_lengths_lines_have_they_come_back_as_they_were()
    {
        var random = SeededRandom.Fresh();
        var files = Open(fileBytesMax: 300_000, filesMax: 100);
        List<string> written = [];
        for (var i = 0; i < 200; i++)
        {
            var text = new string((char)('a' + (i % 26)), (int)(random.NextBytes(2)[0] * 100 + 1));
            written.Add(text);
            files.Append(_ => Encoding.UTF8.GetBytes(text + "\n"));
        }

        Assert.True(written.SequenceEqual(ReadAll(files, 1)), $"{random}");
        Assert.True(written[120..].SequenceEqual(ReadAll(Open(fileBytesMax: 300_000, filesMax: 100), 121)), $"{random}");
    }

    private static byte[] LineOf(long sequence) => Encoding.UTF8.GetBytes(TextOf((int)sequence) + "\n");

    private static string TextOf(int sequence) => $"line {sequence}";

    private static List<string> ReadAll(AuditFiles files, long from)
    {
        List<string> lines = [];
        while (files.Read(from + lines.Count, 7) is { Count: > 0 } more)
        {
            lines.AddRange(more.Select(line => Encoding.UTF8.GetString(line)));
        }

        return lines;
    }

    private AuditFiles Open(long fileBytesMax = 1000, int filesMax = 20) => new(_folder.Path, fileBytesMax, filesMax, ReserveBytes, _disk);
}
