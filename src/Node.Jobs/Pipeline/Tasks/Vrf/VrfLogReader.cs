using System.Numerics;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Vrf;

/// <summary>Reads the fields of a log, and remembers the first that is missing or wrong.</summary>
internal sealed class VrfLogReader(MapValue log)
{
    /// <summary>What is wrong; null as long as nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>A number from 0 with at most so many bits.</summary>
    public BigInteger Number(string name, int bits)
    {
        if (Find(name) is not { } value)
        {
            return default;
        }

        if (!ValueConversion.TryInteger(value, out var number, out var problem))
        {
            Fail(name, problem);
        }
        else if (number.Sign < 0 || number >> bits != 0)
        {
            Fail(name, $"is not a number of {bits} bits");
            return default;
        }

        return number;
    }

    /// <summary>32 bytes.</summary>
    public Hash32 Hash(string name)
    {
        var hash = Hash32.Zero;
        if (Find(name) is { } value && !ValueConversion.TryHash(value, out hash, out var problem))
        {
            Fail(name, problem);
        }

        return hash;
    }

    /// <summary>32 bytes that the log has as a number.</summary>
    public Hash32 NumberOrHash(string name)
    {
        if (Find(name) is not DecimalValue)
        {
            return Hash(name);
        }

        Span<byte> bytes = stackalloc byte[Hash32.Size];
        var number = Number(name, 256);
        number.TryWriteBytes(bytes[(Hash32.Size - number.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
        return new Hash32(bytes);
    }

    /// <summary>An address.</summary>
    public Address Account(string name)
    {
        Address address = default;
        if (Find(name) is { } value && !ValueConversion.TryAddress(value, out address, out var problem))
        {
            Fail(name, problem);
        }

        return address;
    }

    /// <summary>Bytes.</summary>
    public byte[] Bytes(string name)
    {
        byte[]? bytes = null;
        if (Find(name) is { } value && !ValueConversion.TryBytes(value, out bytes, out var problem))
        {
            Fail(name, problem);
        }

        return bytes ?? [];
    }

    private PipelineValue? Find(string name)
    {
        if (log.TryGet(name, out var value))
        {
            return value;
        }

        Fail(name, "is not in the log");
        return null;
    }

    private void Fail(string name, string problem) => Problem ??= $"invalid {name}: {problem}";
}
