using System.Collections.Concurrent;
using Node.Jobs.Specs.Errors;

namespace Node.Jobs.Tests.Specs.Errors;

/// <summary>Remembers what was recorded.</summary>
internal sealed class ToldErrors : IJobErrors
{
    public ConcurrentQueue<(long JobId, string Description)> All { get; } = new();

    public void Record(long jobId, string description) => All.Enqueue((jobId, description));

    public Task<IReadOnlyList<JobError>> ListAsync(IReadOnlyCollection<long> jobIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JobError>>([]);

    public Task<bool> DismissAsync(long errorId, CancellationToken cancellationToken) => Task.FromResult(false);
}
