using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Node.Core.Text;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>The task types that pipelines may use.</summary>
public sealed class TaskRegistry
{
    private readonly FrozenDictionary<string, TaskType> _types;
    private readonly IReadOnlyDictionary<string, string> _notRun;

    /// <summary>Takes the types, and by name those that the language knows and that are not among them, with what to do
    /// instead.</summary>
    internal TaskRegistry(IEnumerable<TaskType> types, IReadOnlyDictionary<string, string>? notRun = null)
    {
        _types = types.ToFrozenDictionary(static t => t.Name, StringComparer.OrdinalIgnoreCase);
        _notRun = notRun ?? FrozenDictionary<string, string>.Empty;
    }

    /// <summary>Their names, sorted.</summary>
    public IReadOnlyList<string> TypeNames => [.. _types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The type of that name, whatever its case.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out TaskType? type) => _types.TryGetValue(name, out type);

    /// <summary>Whether the language knows a type of that name which is not run here; then what to do instead comes
    /// back.</summary>
    internal bool TryFindNotRun(string name, [NotNullWhen(true)] out string? instead) => _notRun.TryGetValue(name, out instead);

    /// <summary>The name most like a mistyped one; null when none is near.</summary>
    internal string? Suggest(string name) => Suggestion.For(name, _types.Keys);
}
