namespace Node.Jobs.Specs;

/// <summary>The keys of a table, found without regard to case.</summary>
public sealed class SpecTable
{
    private readonly Dictionary<string, SpecField> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All keys in the order they were written.</summary>
    public IReadOnlyCollection<SpecField> Fields => _fields.Values;

    /// <summary>The key, or null.</summary>
    public SpecField? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>Adds a key; false when it is there already.</summary>
    internal bool TryAdd(SpecField field) => _fields.TryAdd(field.Name, field);
}
