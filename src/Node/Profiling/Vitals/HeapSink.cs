using Node.Profiling.Nettrace;
using Node.Profiling.Pprof;

namespace Node.Profiling.Vitals;

/// <summary>Adds up the objects on the heap by type.</summary>
/// <param name="onEnd">Is called when the collection that lists them has ended.</param>
internal sealed class HeapSink(Action onEnd) : INettraceSink
{
    private const uint WholeHeap = 2;
    private const uint Blocking = 0;

    private readonly Dictionary<ulong, string> _names = [];
    private readonly Dictionary<ulong, (long Count, long Size)> _types = [];
    private uint? _collection;

    public void OnStart(long ticksPerSecond, long startedAt)
    {
    }

    public void OnEvent(in NettraceEvent item)
    {
        if (item.Provider != RuntimeEvents.Runtime)
        {
            return;
        }

        var reader = new BytesReader(item.Payload);
        switch (item.Id)
        {
            case RuntimeEvents.GcStart:
                var (number, depth) = (reader.UInt32(), reader.UInt32());
                reader.Skip(4);
                _collection ??= depth == WholeHeap && reader.UInt32() == Blocking ? number : null;
                break;
            case RuntimeEvents.GcEnd:
                if (reader.UInt32() == _collection)
                {
                    onEnd();
                }

                break;
            case RuntimeEvents.BulkType:
                TakeTypes(ref reader);
                break;
            case RuntimeEvents.BulkNode:
                TakeNodes(ref reader);
                break;
        }
    }

    /// <summary>The profile: a frame for each type.</summary>
    public PprofProfile ToProfile()
    {
        var profile = new PprofProfile([new SampleType("inuse_objects", "count"), new SampleType("inuse_space", "bytes")]);
        foreach (var (type, (count, bytes)) in _types.OrderByDescending(pair => pair.Value.Size))
        {
            profile.Add([new Frame(_names.GetValueOrDefault(type) ?? "(unknown type)")], [count, bytes]);
        }

        return profile;
    }

    private void TakeTypes(ref BytesReader reader)
    {
        var count = reader.UInt32();
        reader.Skip(2);
        for (var i = 0; i < count; i++)
        {
            var id = reader.UInt64();
            reader.Skip(17);
            _names[id] = reader.Text();
            reader.Skip(checked((int)reader.UInt32() * 8));
        }
    }

    private void TakeNodes(ref BytesReader reader)
    {
        reader.Skip(4);
        var count = reader.UInt32();
        reader.Skip(2);
        for (var i = 0; i < count; i++)
        {
            reader.Skip(8);
            var size = (long)reader.UInt64();
            var type = reader.UInt64();
            reader.Skip(8);
            var sum = _types.GetValueOrDefault(type);
            _types[type] = (sum.Count + 1, sum.Size + size);
        }
    }
}
