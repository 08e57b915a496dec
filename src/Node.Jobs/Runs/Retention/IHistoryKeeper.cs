namespace Node.Jobs.Runs.Retention;

/// <summary>Keeps the history within its limits, in the way of one engine.</summary>
internal interface IHistoryKeeper
{
    /// <summary>Takes away what is too much now, without holding up those who write runs.</summary>
    /// <exception cref="System.Data.Common.DbException">The database is away or refused; the next round goes on.</exception>
    Task<HistoryStanding> KeepAsync(RetentionLimits limits, CancellationToken cancellationToken);
}
