using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Core.Text;

namespace Node.Jobs.Specs.Errors;

/// <summary>Keeps the errors of jobs: recording costs a look into memory, writing is done once in a while for all.</summary>
internal sealed class JobErrors(Database database, JobErrorRepository repository, JobsOptions options, TimeProvider time, ILogger<JobErrors> logger)
    : Service("Jobs.Errors", logger), IJobErrors
{
    /// <summary>How long errors gather before they are written.</summary>
    public static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(1);

    private readonly PendingErrors _pending = new(options.ErrorsMax);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private bool _isAway;

    public void Record(long jobId, string description)
    {
        var now = UtcMicros.Truncate(time.GetUtcNow());
        _pending.Add(jobId, Untrusted.Show(description), new PendingError(1, now, now));
    }

    public async Task<IReadOnlyList<JobError>> ListAsync(IReadOnlyCollection<long> jobIds, CancellationToken cancellationToken)
    {
        if (jobIds.Count == 0)
        {
            return [];
        }

        await WriteAsync(cancellationToken);
        return await database.ReadAsync(session => repository.ListAsync(session, jobIds), cancellationToken);
    }

    public async Task<bool> DismissAsync(long errorId, CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        return await database.WriteAsync(session => repository.RemoveAsync(session.Mark("job-error-dismiss"), errorId), cancellationToken);
    }

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("write", WriteAllAsync);
        return Task.CompletedTask;
    }

    private async Task WriteAllAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(WriteInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await TryWriteAsync();
            }
        }
        finally
        {
            await TryWriteAsync();
        }
    }

    private async Task TryWriteAsync()
    {
        try
        {
            await WriteAsync(CancellationToken.None);
            _isAway = false;
        }
        catch (DbException e)
        {
            // Kept and tried again at the next turn; who cannot write runs says so at length.
            if (!_isAway)
            {
                SpecsLog.ErrorsNotWritten(logger, e);
            }

            _isAway = true;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_pending.IsEmpty)
        {
            return;
        }

        await _writing.WaitAsync(cancellationToken);
        try
        {
            var taken = _pending.Take();
            try
            {
                await database.WriteAsync(session => WriteAsync(session.Mark("job-errors"), taken), cancellationToken);
            }
            catch
            {
                foreach (var (jobId, description, error) in Flat(taken))
                {
                    _pending.Add(jobId, description, error);
                }

                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task WriteAsync(WriteSession session, IReadOnlyDictionary<long, Dictionary<string, PendingError>> taken)
    {
        foreach (var (jobId, description, error) in Flat(taken))
        {
            await repository.AddAsync(session, jobId, description, error);
        }

        foreach (var jobId in taken.Keys)
        {
            await repository.TrimAsync(session, jobId, options.ErrorsMax);
        }
    }

    // In one order, so that two writers never wait for each other's rows crosswise.
    private static IEnumerable<(long JobId, string Description, PendingError Error)> Flat(IReadOnlyDictionary<long, Dictionary<string, PendingError>> taken) =>
        from job in taken
        orderby job.Key
        from text in job.Value.OrderBy(static text => text.Key, StringComparer.Ordinal)
        select (job.Key, text.Key, text.Value);
}
