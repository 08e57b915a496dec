using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Running;

/// <summary>Takes answers of bridges that come later.</summary>
public interface ICallbacks
{
    /// <summary>Takes an answer: the task that waits for it gets this result, and its run goes on.</summary>
    /// <param name="id">What its address names it by.</param>
    /// <param name="token">The token that came with it.</param>
    /// <param name="result">The answer.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    Task<CallbackOutcome> AnswerAsync(Guid id, string token, TaskResult result, CancellationToken cancellationToken);
}
