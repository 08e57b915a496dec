using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>One expression.</summary>
internal sealed class ExpressionTemplate(KeyPath path) : JsonTemplate
{
    /// <summary>What it names.</summary>
    public KeyPath Path => path;

    /// <inheritdoc/>
    public override bool TryFill(
        TaskScope scope, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (!path.TryResolve(scope, out var result, out problem))
        {
            return false;
        }

        value = result.Value;
        problem = value is null ? $"it mentions a task that failed: {Found.Quote(result.Error!.Message)}" : null;
        return value is not null;
    }
}
