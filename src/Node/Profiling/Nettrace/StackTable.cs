using System.Runtime.InteropServices;

namespace Node.Profiling.Nettrace;

/// <summary>The different stacks of a trace, each kept once. A stack is a list of code addresses, the innermost first.</summary>
/// <param name="countMax">How many different stacks are kept; further ones count as <see cref="Unknown"/>. Default: 200,000.</param>
internal sealed class StackTable(int countMax = 200_000)
{
    /// <summary>The number of the empty stack, which stands for one that was not taken or not kept.</summary>
    public const int Unknown = 0;

    private static readonly ulong[] Empty = [];

    private readonly Dictionary<ulong[], int> _numbers = new(new AddressesComparer()) { [Empty] = Unknown };
    private readonly List<ulong[]> _stacks = [Empty];

    /// <summary>How many are kept, the empty one too.</summary>
    public int Count => _stacks.Count;

    /// <summary>The addresses of a stack.</summary>
    public IReadOnlyList<ulong> this[int number] => _stacks[number];

    /// <summary>The number of the stack with these addresses, 8 bytes each, little-endian.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        var addresses = MemoryMarshal.Cast<byte, ulong>(bytes);
        var lookup = _numbers.GetAlternateLookup<ReadOnlySpan<ulong>>();
        if (lookup.TryGetValue(addresses, out var number))
        {
            return number;
        }

        if (_stacks.Count > countMax)
        {
            return Unknown;
        }

        var kept = addresses.ToArray();
        _numbers.Add(kept, _stacks.Count);
        _stacks.Add(kept);
        return _stacks.Count - 1;
    }
}
