namespace Node.Jobs.Runs;

/// <summary>A filter as the condition of a query over <c>runs</c> or <c>runs_open</c>, and its parameters.</summary>
internal static class RunSelection
{
    /// <summary>The condition, from <c>WHERE</c> on. Its parameters are those of <see cref="Parameters"/>.</summary>
    public static string Where(RunFilter filter)
    {
        List<string> conditions = ["id < @beforeId", "id >= @fromId"];
        Add(filter.JobId is not null, "job_id = @jobId");

        // The index of what did not complete is found only when its own condition is there in so many words.
        Add(filter.State is RunStatus.Errored or RunStatus.Cancelled, "state <> 'Completed'");
        Add(filter.State is not null, "state = @state");
        Add(filter.TriggerKind is not null, "trigger_kind = @triggerKind");
        Add(filter.TriggerKey is not null, "trigger_key = @triggerKey");
        Add(filter.From is not null, "accepted_at >= @from");
        Add(filter.Before is not null, "accepted_at < @before");
        return "WHERE " + string.Join(" AND ", conditions);

        void Add(bool isAsked, string condition)
        {
            if (isAsked)
            {
                conditions.Add(condition);
            }
        }
    }

    /// <summary>The values of a filter, for ids from <paramref name="fromId"/> up to and without <paramref name="beforeId"/>.</summary>
    public static object Parameters(RunFilter filter, long fromId, long beforeId, long countMax) => new
    {
        fromId,
        beforeId,
        countMax,
        jobId = filter.JobId,
        state = filter.State?.ToString(),
        triggerKind = filter.TriggerKind,
        triggerKey = filter.TriggerKey,
        from = filter.From ?? default,
        before = filter.Before ?? default,
    };
}
