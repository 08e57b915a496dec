using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;

namespace Node.Jobs.Spawning;

/// <summary>
/// Makes jobs that another process on the same PostgreSQL has created, replaced or deleted those of this one within about
/// <see cref="Interval"/>. A look reads one row unless something has changed. A SQLite file has one process, which knows its own changes.
/// </summary>
internal sealed class CatalogRefresh(Database database, JobSpawner spawner, TimeProvider time, ILogger<CatalogRefresh> logger)
    : Service("Jobs.Catalog", logger)
{
    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        if (database.Dialect.Engine == EngineKind.Postgres)
        {
            RunLoop("refresh", RefreshAllAsync);
        }

        return Task.CompletedTask;
    }

    private async Task RefreshAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stopping);
            try
            {
                await spawner.RefreshAsync(stopping);
                Report(null);
            }
            catch (DbException e)
            {
                SpawningLog.NotRefreshed(logger, e);
                Report(new HealthFault($"cannot look for jobs that other processes stored: {e.Message}", "Check that the database is up; it goes on when it is back."));
            }
        }
    }
}
