using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Node.Core.Text;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>The task types that pipelines may use.</summary>
public sealed class TaskRegistry
{
    private readonly FrozenDictionary<string, TaskType> _types;

    internal TaskRegistry(IEnumerable<TaskType> types) =>
        _types = types.ToFrozenDictionary(static t => t.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Their names, sorted.</summary>
    public IReadOnlyList<string> TypeNames => [.. _types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The type of that name, whatever its case.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out TaskType? type) => _types.TryGetValue(name, out type);

    /// <summary>The name most like a mistyped one; null when none is near.</summary>
    internal string? Suggest(string name) => Suggestion.For(name, _types.Keys);
}
