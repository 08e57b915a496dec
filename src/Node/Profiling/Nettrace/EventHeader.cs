namespace Node.Profiling.Nettrace;

/// <summary>The header of an event inside a block. Each says only what differs from the one before it.</summary>
internal struct EventHeader
{
    private const byte HasMetadataId = 1;
    private const byte HasCapture = 2;
    private const byte HasThreadId = 4;
    private const byte HasStackId = 8;
    private const byte HasActivity = 16;
    private const byte HasRelatedActivity = 32;
    private const byte HasLength = 128;
    private const int ActivityBytes = 16;

    /// <summary>Which description the event has.</summary>
    public int MetadataId { get; private set; }

    /// <summary>Whose event it is.</summary>
    public long ThreadId { get; private set; }

    /// <summary>The number of its stack since the last sequence point.</summary>
    public int StackId { get; private set; }

    /// <summary>When, in ticks.</summary>
    public long Timestamp { get; private set; }

    /// <summary>How many bytes of payload follow.</summary>
    public int PayloadLength { get; private set; }

    /// <summary>Reads the next header.</summary>
    public void ReadNext(ref BytesReader reader)
    {
        var flags = reader.Byte();
        if ((flags & HasMetadataId) != 0)
        {
            MetadataId = (int)reader.VarUInt();
        }

        if ((flags & HasCapture) != 0)
        {
            // Sequence number, capturing thread, processor: of no use here.
            reader.VarUInt();
            reader.VarUInt();
            reader.VarUInt();
        }

        ThreadId = (flags & HasThreadId) != 0 ? (long)reader.VarUInt() : ThreadId;
        StackId = (flags & HasStackId) != 0 ? (int)reader.VarUInt() : StackId;
        Timestamp += (long)reader.VarUInt();
        reader.Skip(((flags & HasActivity) != 0 ? ActivityBytes : 0) + ((flags & HasRelatedActivity) != 0 ? ActivityBytes : 0));
        PayloadLength = (flags & HasLength) != 0 ? (int)reader.VarUInt() : PayloadLength;
    }
}
