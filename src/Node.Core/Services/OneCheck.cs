using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Node.Core.Services;

/// <summary>The health report of a service that owns nothing. A node with many jobs asks for thousands at each poll: a dictionary has eight times the size.</summary>
internal sealed class OneCheck(string name, HealthFault? fault) : IReadOnlyDictionary<string, HealthFault?>
{
    public int Count => 1;

    public IEnumerable<string> Keys => [name];

    public IEnumerable<HealthFault?> Values => [fault];

    public HealthFault? this[string key] => TryGetValue(key, out var found) ? found : throw new KeyNotFoundException($"there is no check \"{key}\", only \"{name}\"");

    public bool ContainsKey(string key) => key == name;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out HealthFault? value)
    {
        value = ContainsKey(key) ? fault : null;
        return ContainsKey(key);
    }

    public IEnumerator<KeyValuePair<string, HealthFault?>> GetEnumerator()
    {
        yield return KeyValuePair.Create(name, fault);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
