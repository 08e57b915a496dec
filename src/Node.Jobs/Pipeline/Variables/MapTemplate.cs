using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>A map with expressions in it.</summary>
internal sealed class MapTemplate(IReadOnlyDictionary<string, JsonTemplate> members) : JsonTemplate
{
    /// <inheritdoc/>
    public override bool TryFill(
        TaskScope scope, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        var filled = new Dictionary<string, PipelineValue>(members.Count, StringComparer.Ordinal);
        foreach (var (name, member) in members)
        {
            if (!member.TryFill(scope, out var memberValue, out problem))
            {
                return false;
            }

            filled[name] = memberValue;
        }

        value = new MapValue(filled);
        problem = null;
        return true;
    }
}
