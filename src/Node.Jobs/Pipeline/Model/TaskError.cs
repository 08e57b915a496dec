namespace Node.Jobs.Pipeline.Model;

/// <summary>Why a task has no value.</summary>
/// <param name="Kind">Whether trying again can help.</param>
/// <param name="Message">The task, the attribute, what was found, what is accepted.</param>
public sealed record TaskError(TaskErrorKind Kind, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}
