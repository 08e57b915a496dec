using System.Diagnostics.CodeAnalysis;

namespace Node.Jobs.Pipeline.Values;

/// <summary>Values by name. Names are compared exactly; their order does not matter for equality.</summary>
public sealed class MapValue : PipelineValue
{
    private readonly Dictionary<string, PipelineValue> _members;

    /// <summary>Takes the members, which are not copied: the caller gives the dictionary away. It must compare
    /// ordinally.</summary>
    public MapValue(Dictionary<string, PipelineValue> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        _members = members;
        var size = 2L;
        var depth = 0;
        foreach (var (name, value) in members)
        {
            size += name.Length + 4 + value.SizeBytes;
            depth = Math.Max(depth, value.Depth);
        }

        SizeBytes = size;
        Depth = depth + 1;
    }

    /// <summary>A map without members.</summary>
    public static MapValue Empty { get; } = new([]);

    /// <summary>The members, in the order they were put in.</summary>
    public IReadOnlyDictionary<string, PipelineValue> Members => _members;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Map;

    /// <inheritdoc/>
    public override long SizeBytes { get; }

    /// <inheritdoc/>
    public override int Depth { get; }

    /// <summary>The member of that exact name.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out PipelineValue value) => _members.TryGetValue(name, out value);

    /// <summary>A new map in which the members of <paramref name="other"/> take the place of those with the same name.</summary>
    public MapValue With(MapValue other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var members = new Dictionary<string, PipelineValue>(_members, StringComparer.Ordinal);
        foreach (var (name, value) in other._members)
        {
            members[name] = value;
        }

        return new MapValue(members);
    }

    /// <inheritdoc/>
    public override bool Equals(PipelineValue? other)
    {
        if (other is not MapValue map || map._members.Count != _members.Count)
        {
            return false;
        }

        foreach (var (name, value) in _members)
        {
            if (!map._members.TryGetValue(name, out var theirs) || !value.Equals(theirs))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = _members.Count;
        foreach (var (name, value) in _members)
        {
            hash ^= HashCode.Combine(name, value); // order must not matter
        }

        return hash;
    }
}
