using Node.Core.Storage;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>The table <c>initiator_notices</c>. Changes are guarded by the attempt that they belong to, so that two replicas do not undo each other's.</summary>
internal sealed class InitiatorNoticeRepository
{
    private const string Columns = "initiator_id, external_job_id, job_id, params, state, attempts, next_attempt_at, last_error";
    private const string IsSameAttempt =
        "initiator_id = @InitiatorId AND external_job_id = @ExternalJobId AND state = @State AND attempts = @Attempts AND params = @Params";

    /// <summary>Every row.</summary>
    public Task<IReadOnlyList<InitiatorNotice>> ListAsync(ReadSession session) =>
        session.QueryAsync<InitiatorNotice>($"SELECT {Columns} FROM initiator_notices");

    /// <summary>Rows that are due, the longest due first.</summary>
    public Task<IReadOnlyList<InitiatorNotice>> DueAsync(ReadSession session, DateTimeOffset now, int countMax) => session.QueryAsync<InitiatorNotice>(
        $"SELECT {Columns} FROM initiator_notices WHERE state <> 'Announced' AND next_attempt_at <= @now ORDER BY next_attempt_at LIMIT @countMax",
        new { now, countMax = (long)countMax });

    /// <summary>When the next row is due; null when none is.</summary>
    public Task<DateTimeOffset?> NextDueAsync(ReadSession session) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("SELECT next_attempt_at FROM initiator_notices WHERE state <> 'Announced' ORDER BY next_attempt_at LIMIT 1");

    /// <summary>Stores that an initiator is to be told of a job. A row that says the same already stays: another replica was first and may be telling.</summary>
    public Task AnnounceAsync(WriteSession session, InitiatorNotice notice) => session.ExecuteAsync(
        """
        INSERT INTO initiator_notices (initiator_id, external_job_id, job_id, params, state, attempts, next_attempt_at)
        VALUES (@InitiatorId, @ExternalJobId, @JobId, @Params, 'Announcing', 0, @NextAttemptAt)
        ON CONFLICT (initiator_id, external_job_id) DO UPDATE
        SET job_id = @JobId, params = @Params, state = 'Announcing', attempts = 0, next_attempt_at = @NextAttemptAt, last_error = NULL
        WHERE initiator_notices.state = 'Withdrawing' OR initiator_notices.params <> @Params OR initiator_notices.job_id <> @JobId
        """,
        Args(notice));

    /// <summary>Stores that an initiator is to be told that a job is gone.</summary>
    public Task WithdrawAsync(WriteSession session, InitiatorNotice notice, DateTimeOffset nextAttemptAt) => session.ExecuteAsync(
        $"UPDATE initiator_notices SET state = 'Withdrawing', attempts = 0, next_attempt_at = @Next, last_error = NULL WHERE {IsSameAttempt}",
        Args(notice, nextAttemptAt));

    /// <summary>Takes a row for one attempt.</summary>
    /// <returns>The row as it is then; null when another replica was first, or the row has changed.</returns>
    public async Task<InitiatorNotice?> ClaimAsync(WriteSession session, InitiatorNotice notice, DateTimeOffset nextAttemptAt) =>
        await session.ExecuteAsync(
            $"UPDATE initiator_notices SET attempts = attempts + 1, next_attempt_at = @Next WHERE {IsSameAttempt}", Args(notice, nextAttemptAt)) == 1
            ? notice with { Attempts = notice.Attempts + 1, NextAttemptAt = nextAttemptAt }
            : null;

    /// <summary>The initiator has heard of the job.</summary>
    public Task MarkAnnouncedAsync(WriteSession session, InitiatorNotice notice) => session.ExecuteAsync(
        $"UPDATE initiator_notices SET state = 'Announced', last_error = NULL WHERE {IsSameAttempt}", Args(notice));

    /// <summary>The attempt failed.</summary>
    public Task MarkFailedAsync(WriteSession session, InitiatorNotice notice, DateTimeOffset nextAttemptAt, string error) => session.ExecuteAsync(
        $"UPDATE initiator_notices SET next_attempt_at = @Next, last_error = @Error WHERE {IsSameAttempt}", Args(notice, nextAttemptAt, error));

    /// <summary>Removes a row.</summary>
    public Task RemoveAsync(WriteSession session, InitiatorNotice notice) =>
        session.ExecuteAsync($"DELETE FROM initiator_notices WHERE {IsSameAttempt}", Args(notice));

    /// <summary>Removes all rows of an initiator.</summary>
    public Task RemoveAllOfAsync(WriteSession session, long initiatorId) =>
        session.ExecuteAsync("DELETE FROM initiator_notices WHERE initiator_id = @initiatorId", new { initiatorId });

    private static object Args(InitiatorNotice notice, DateTimeOffset? next = null, string? error = null) => new
    {
        notice.InitiatorId,
        notice.ExternalJobId,
        notice.JobId,
        notice.Params,
        State = notice.State.ToString(),
        notice.Attempts,
        notice.NextAttemptAt,
        Next = next ?? notice.NextAttemptAt,
        Error = error,
    };
}
