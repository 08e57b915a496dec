namespace Node.Jobs.Specs.V1;

/// <summary>A JSON object whose names are compared without regard to case, as the older generation's reader does; the last of a name counts.</summary>
internal sealed class V1Object
{
    private readonly Dictionary<string, V1Value> _members = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, V1Value> Members => _members;

    public V1Value? Find(string name) => _members.GetValueOrDefault(name) is { Content: not null } value ? value : null;

    public void Put(string name, V1Value value) => _members[name] = value;
}
