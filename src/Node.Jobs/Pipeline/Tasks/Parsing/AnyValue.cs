using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary>The conversion that takes everything.</summary>
internal static class AnyValue
{
    /// <summary>Always succeeds.</summary>
    public static bool TryTake(
        PipelineValue value, [MaybeNullWhen(false)] out PipelineValue taken, [NotNullWhen(false)] out string? problem)
    {
        taken = value;
        problem = null;
        return true;
    }
}
