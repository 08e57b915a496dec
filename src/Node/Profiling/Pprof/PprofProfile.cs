using System.IO.Compression;

namespace Node.Profiling.Pprof;

/// <summary>A profile in the form of pprof (<c>profile.proto</c>), gzipped: samples are added, then it is written once.</summary>
/// <remarks>Places, functions and texts are stored once each, however often they occur.</remarks>
internal sealed class PprofProfile
{
    private const int MappingId = 1;

    private readonly ProtoWriter _profile = new();
    private readonly ProtoWriter _inner = new();
    private readonly Dictionary<string, long> _texts = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> _textList = [""];
    private readonly Dictionary<Frame, long> _locations = [];
    private readonly Dictionary<(string Name, string File), long> _functions = [];

    /// <summary>An empty profile.</summary>
    /// <param name="types">What the values of each sample are, in their order; the last is shown first by default.</param>
    /// <param name="period">What one sample stands for, in <paramref name="periodType"/>; 0 when nothing.</param>
    /// <param name="periodType">What the period is of.</param>
    public PprofProfile(IReadOnlyList<SampleType> types, long period = 0, SampleType? periodType = null)
    {
        foreach (var type in types)
        {
            Write(1, type);
        }

        Write(11, periodType ?? types[^1]);
        _profile.Number(12, period);
        _profile.Number(14, TextId(types[^1].Type));
    }

    /// <summary>How many samples it has.</summary>
    public int SampleCount { get; private set; }

    /// <summary>Adds a sample.</summary>
    /// <param name="frames">Its stack, the innermost frame first.</param>
    /// <param name="values">One for each type.</param>
    /// <param name="label">A key and text to tell samples of one stack apart; null for none.</param>
    public void Add(IEnumerable<Frame> frames, IReadOnlyList<long> values, (string Key, string Text)? label = null)
    {
        long[] locations = [.. frames.Select(LocationId)];
        var sample = new ProtoWriter();
        sample.Numbers(1, locations);
        sample.Numbers(2, values);
        if (label is var (key, text))
        {
            _inner.Clear();
            _inner.Number(1, TextId(key));
            _inner.Number(2, TextId(text));
            sample.Message(3, _inner);
        }

        _profile.Message(2, sample);
        SampleCount++;
    }

    /// <summary>The finished file.</summary>
    /// <param name="takenAt">When the profile began.</param>
    /// <param name="duration">How long it was taken.</param>
    public byte[] ToGzip(DateTimeOffset takenAt, TimeSpan duration)
    {
        _inner.Clear();
        _inner.Number(1, MappingId);
        _inner.Number(5, TextId("oracle-node"));
        _inner.Number(7, 1);
        _inner.Number(8, 1);
        _inner.Number(9, 1);
        _profile.Message(3, _inner);
        _profile.Number(9, (takenAt - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
        _profile.Number(10, (long)duration.TotalNanoseconds);
        foreach (var text in _textList)
        {
            _profile.Text(6, text);
        }

        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            gzip.Write(_profile.Written);
        }

        return file.ToArray();
    }

    private void Write(int field, SampleType type)
    {
        _inner.Clear();
        _inner.Number(1, TextId(type.Type));
        _inner.Number(2, TextId(type.Unit));
        _profile.Message(field, _inner);
    }

    private long LocationId(Frame frame)
    {
        if (_locations.TryGetValue(frame, out var known))
        {
            return known;
        }

        var function = FunctionId(frame);
        var id = _locations.Count + 1;
        _locations.Add(frame, id);
        var line = new ProtoWriter();
        line.Number(1, function);
        line.Number(2, frame.Line);
        _inner.Clear();
        _inner.Number(1, id);
        _inner.Number(2, MappingId);
        _inner.Message(4, line);
        _profile.Message(4, _inner);
        return id;
    }

    private long FunctionId(Frame frame)
    {
        if (_functions.TryGetValue((frame.Function, frame.File), out var known))
        {
            return known;
        }

        var id = _functions.Count + 1;
        _functions.Add((frame.Function, frame.File), id);
        _inner.Clear();
        _inner.Number(1, id);
        _inner.Number(2, TextId(frame.Function));
        _inner.Number(3, TextId(frame.Function));
        _inner.Number(4, TextId(frame.File));
        _inner.Number(5, frame.FunctionLine);
        _profile.Message(5, _inner);
        return id;
    }

    private long TextId(string text)
    {
        if (!_texts.TryGetValue(text, out var id))
        {
            id = _textList.Count;
            _texts.Add(text, id);
            _textList.Add(text);
        }

        return id;
    }
}
