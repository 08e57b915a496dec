using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>Strict JSON in which an expression may stand for any value. Filling it makes a new tree; what is put in is never
/// looked into.</summary>
internal abstract class JsonTemplate
{
    /// <summary>The value, when there is no expression in it; otherwise null.</summary>
    public virtual PipelineValue? Constant => null;

    /// <summary>Puts values in the place of the expressions. The error of a task that an expression names is a problem.</summary>
    public abstract bool TryFill(
        TaskScope scope, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem);
}
