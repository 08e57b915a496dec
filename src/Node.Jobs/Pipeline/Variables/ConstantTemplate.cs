using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>JSON without expressions.</summary>
internal sealed class ConstantTemplate(PipelineValue value) : JsonTemplate
{
    /// <inheritdoc/>
    public override PipelineValue Constant => value;

    /// <inheritdoc/>
    public override bool TryFill(
        TaskScope scope, [NotNullWhen(true)] out PipelineValue? filled, [NotNullWhen(false)] out string? problem)
    {
        filled = value;
        problem = null;
        return true;
    }
}
