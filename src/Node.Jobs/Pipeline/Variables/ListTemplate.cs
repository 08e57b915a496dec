using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>A list with expressions in it.</summary>
internal sealed class ListTemplate(IReadOnlyList<JsonTemplate> items) : JsonTemplate
{
    /// <summary>The items.</summary>
    public IReadOnlyList<JsonTemplate> Items => items;

    /// <inheritdoc/>
    public override bool TryFill(
        TaskScope scope, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        var filled = new PipelineValue[items.Count];
        for (var i = 0; i < filled.Length; i++)
        {
            if (!items[i].TryFill(scope, out var item, out problem))
            {
                return false;
            }

            filled[i] = item;
        }

        value = new ListValue(filled);
        problem = null;
        return true;
    }
}
