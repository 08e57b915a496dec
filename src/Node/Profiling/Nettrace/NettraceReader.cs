using System.Text;

namespace Node.Profiling.Nettrace;

/// <summary>
/// Reads the stream of an event pipe session, version 4 of the form "nettrace": objects one after another, of which blocks hold descriptions of
/// events, stacks and events. Nothing is kept but descriptions and stacks.
/// </summary>
/// <param name="stream">The stream, from its first byte.</param>
/// <param name="stacks">Where stacks go.</param>
/// <param name="sink">Who takes the events.</param>
internal sealed class NettraceReader(Stream stream, StackTable stacks, INettraceSink sink)
{
    /// <summary>The largest block that is read, in bytes.</summary>
    public const int BlockBytesMax = 16 * 1024 * 1024;

    private const byte NullReference = 1;
    private const byte BeginObject = 5;
    private const byte EndObject = 6;
    private const int NameCharsMax = 64;

    private readonly Dictionary<int, (string Provider, int Id)> _descriptions = [];
    private readonly Dictionary<int, int> _stackNumbers = [];
    private byte[] _block = [];
    private long _position;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="NettraceException">The stream is no such trace, or breaks off.</exception>
    public void Read()
    {
        if (!Bytes(8).SequenceEqual("Nettrace"u8) || Int32() != 20 || !Bytes(20).SequenceEqual("!FastSerialization.1"u8))
        {
            throw new NettraceException("the stream does not begin as a trace does");
        }

        while (Byte() is var tag and not NullReference)
        {
            Expect(tag, BeginObject);
            ReadObject();
        }
    }

    private void ReadObject()
    {
        Expect(Byte(), BeginObject);
        Expect(Byte(), NullReference);
        var (version, leastReader) = (Int32(), Int32());
        if (leastReader > 4)
        {
            throw new NettraceException($"the trace is of version {version}; version 4 is read");
        }

        var length = Int32();
        var name = length is > 0 and <= NameCharsMax ? Encoding.ASCII.GetString(Bytes(length)) : throw new NettraceException("an object of the trace has no name");
        Expect(Byte(), EndObject);
        if (name == "Trace")
        {
            ReadTrace();
        }
        else
        {
            ReadBlock(name);
        }

        Expect(Byte(), EndObject);
    }

    private void ReadTrace()
    {
        var reader = new BytesReader(Bytes(48));
        reader.Skip(16);
        var startedAt = reader.Int64();
        sink.OnStart(reader.Int64(), startedAt);
        if (reader.Int32() != 8)
        {
            throw new NettraceException("the trace is not of a 64-bit process");
        }
    }

    private void ReadBlock(string name)
    {
        var length = Int32();
        if (length is < 0 or > BlockBytesMax)
        {
            throw new NettraceException($"a block of the trace has {length} bytes; at most {BlockBytesMax} are read");
        }

        Bytes((int)((4 - (_position % 4)) % 4));
        var block = Bytes(length);
        switch (name)
        {
            case "MetadataBlock":
                ReadEvents(block, isMetadata: true);
                break;
            case "EventBlock":
                ReadEvents(block, isMetadata: false);
                break;
            case "StackBlock":
                ReadStacks(block);
                break;
            case "SPBlock":
                // Numbers of stacks begin anew.
                _stackNumbers.Clear();
                break;
        }
    }

    private void ReadStacks(ReadOnlySpan<byte> block)
    {
        var reader = new BytesReader(block);
        var first = reader.Int32();
        var count = reader.Int32();
        for (var i = 0; i < count; i++)
        {
            _stackNumbers[first + i] = stacks.Add(reader.Take(reader.Int32()));
        }
    }

    private void ReadEvents(ReadOnlySpan<byte> block, bool isMetadata)
    {
        var reader = new BytesReader(block);
        var headerLength = reader.UInt16();
        if ((reader.UInt16() & 1) == 0)
        {
            throw new NettraceException("the events of the trace have long headers; short ones are read");
        }

        reader.Skip(headerLength - 4);
        var header = default(EventHeader);
        while (!reader.IsAtEnd)
        {
            header.ReadNext(ref reader);
            var payload = reader.Take(header.PayloadLength);
            if (isMetadata)
            {
                Describe(payload);
            }
            else if (_descriptions.TryGetValue(header.MetadataId, out var description))
            {
                sink.OnEvent(new NettraceEvent
                {
                    Provider = description.Provider,
                    Id = description.Id,
                    ThreadId = header.ThreadId,
                    Timestamp = header.Timestamp,
                    Stack = _stackNumbers.GetValueOrDefault(header.StackId, StackTable.Unknown),
                    Payload = payload,
                });
            }
        }
    }

    private void Describe(ReadOnlySpan<byte> payload)
    {
        var reader = new BytesReader(payload);
        var metadataId = reader.Int32();
        var provider = string.Intern(reader.Text());
        _descriptions[metadataId] = (provider, reader.Int32());
    }

    private static void Expect(byte found, byte wanted)
    {
        if (found != wanted)
        {
            throw new NettraceException($"the trace has tag {found} where {wanted} belongs");
        }
    }

    private byte Byte() => Bytes(1)[0];

    private int Int32() => new BytesReader(Bytes(4)).Int32();

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (_block.Length < count)
        {
            _block = new byte[Math.Max(count, 64 * 1024)];
        }

        try
        {
            stream.ReadExactly(_block, 0, count);
        }
        catch (EndOfStreamException e)
        {
            throw new NettraceException("the trace breaks off", e);
        }

        _position += count;
        return _block.AsSpan(0, count);
    }
}
