namespace Node.Jobs.Pipeline.Dot;

/// <summary>A node, in the order of first mention.</summary>
/// <param name="name">The name.</param>
/// <param name="position">Its first mention.</param>
internal sealed class DotNode(string name, SourcePosition position)
{
    private readonly List<DotAttribute> _attributes = [];

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>The first mention; once there is a statement of its own, that.</summary>
    public SourcePosition Position { get; set; } = position;

    /// <summary>Whether it has a statement of its own and not only a place in an edge.</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Whether some of its attributes could not be read.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>The attributes in order; of a repeated name only the last.</summary>
    public IReadOnlyList<DotAttribute> Attributes => _attributes;

    /// <summary>Adds an attribute, in place of an earlier one with exactly that name.</summary>
    public void Set(DotAttribute attribute)
    {
        _attributes.RemoveAll(a => a.Name == attribute.Name);
        _attributes.Add(attribute);
    }
}
