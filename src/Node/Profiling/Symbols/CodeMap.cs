using Node.Profiling.Nettrace;
using Node.Profiling.Pprof;

namespace Node.Profiling.Symbols;

/// <summary>Which method each code address is in. It is filled by what the runtime says at the end of a trace.</summary>
internal sealed class CodeMap
{
    private const string Provider = "Microsoft-Windows-DotNETRuntimeRundown";
    private const int MethodEnd = 144;
    private const int MethodOffsets = 150;
    private const int ModuleEnd = 154;

    private readonly List<MethodCode> _methods = [];
    private readonly Dictionary<ulong, string> _modules = [];
    private readonly Dictionary<ulong, Frame> _frames = [];
    private (ulong MethodId, IReadOnlyList<(uint Il, uint Native)> Offsets) _lastOffsets;
    private bool _isSorted;

    /// <summary>How many compiled methods are known.</summary>
    public int Count => _methods.Count;

    /// <summary>Takes an event; others than those of methods and modules are none of its.</summary>
    public void Take(in NettraceEvent item)
    {
        if (item.Provider != Provider)
        {
            return;
        }

        var reader = new BytesReader(item.Payload);
        switch (item.Id)
        {
            case MethodOffsets:
                TakeOffsets(ref reader);
                break;
            case MethodEnd:
                TakeMethod(ref reader);
                break;
            case ModuleEnd:
                TakeModule(ref reader);
                break;
        }
    }

    /// <summary>The frames of a stack, the innermost first. Code that no method is known for is left out.</summary>
    public IReadOnlyList<Frame> FramesOf(IReadOnlyList<ulong> stack, SourceLines lines)
    {
        if (!_isSorted)
        {
            _methods.Sort((a, b) => a.Start.CompareTo(b.Start));
            _isSorted = true;
        }

        List<Frame> frames = new(stack.Count);
        for (var i = 0; i < stack.Count; i++)
        {
            // All but the innermost are where a call returns to, which may be the next statement.
            var address = stack[i] - (i == 0 ? 0UL : 1UL);
            if (!_frames.TryGetValue(address, out var frame))
            {
                frame = FrameAt(address, lines);
                _frames.Add(address, frame);
            }

            if (frame.Function is not null)
            {
                frames.Add(frame);
            }
        }

        return frames;
    }

    private Frame FrameAt(ulong address, SourceLines lines)
    {
        if (FindMethod(address) is not { } method)
        {
            return default;
        }

        var (file, line, first) = _modules.TryGetValue(method.ModuleId, out var module)
            ? lines.Find(module, method.Token, method.IlAt((uint)(address - method.Start)))
            : ("", 0, 0);
        return new Frame(method.Name, file, line, first);
    }

    private MethodCode? FindMethod(ulong address)
    {
        var (low, high) = (0, _methods.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var method = _methods[middle];
            if (address < method.Start)
            {
                high = middle - 1;
            }
            else if (address >= method.Start + method.Length)
            {
                low = middle + 1;
            }
            else
            {
                return method;
            }
        }

        return null;
    }

    private void TakeMethod(ref BytesReader reader)
    {
        var methodId = reader.UInt64();
        var moduleId = reader.UInt64();
        var start = reader.UInt64();
        var length = reader.UInt32();
        var token = reader.Int32();
        reader.Skip(4);

        // The runtime says the offsets of a body just before the body.
        var offsets = _lastOffsets.MethodId == methodId ? _lastOffsets.Offsets : [];
        _lastOffsets = default;
        _methods.Add(new MethodCode
        {
            Start = start,
            Length = length,
            ModuleId = moduleId,
            Token = token,
            Name = MethodName.Of(reader.Text(), reader.Text()),
            Offsets = offsets ?? [],
        });
        _isSorted = false;
    }

    private void TakeOffsets(ref BytesReader reader)
    {
        var methodId = reader.UInt64();
        reader.Skip(9);
        var count = reader.UInt16();
        var il = reader.Take(count * 4);
        var native = reader.Take(count * 4);
        var offsets = new (uint Il, uint Native)[count];
        var ils = new BytesReader(il);
        var natives = new BytesReader(native);
        for (var i = 0; i < count; i++)
        {
            offsets[i] = (ils.UInt32(), natives.UInt32());
        }

        Array.Sort(offsets, (a, b) => a.Native.CompareTo(b.Native));
        _lastOffsets = (methodId, offsets);
    }

    private void TakeModule(ref BytesReader reader)
    {
        var moduleId = reader.UInt64();
        reader.Skip(16);
        _modules[moduleId] = reader.Text();
    }
}
