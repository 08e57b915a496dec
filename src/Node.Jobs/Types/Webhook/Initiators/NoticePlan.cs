namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>What has to change in the notices so that each initiator hears of the jobs that name it now, and of those that do no more.</summary>
/// <param name="Announce">To be stored as new, or in place of the row with the same key.</param>
/// <param name="Withdraw">Rows whose job does not name the initiator any more, if it is gone or known not to; the initiator may have heard of it.</param>
/// <param name="Forget">The same, and the initiator was never told.</param>
internal sealed record NoticePlan(IReadOnlyList<InitiatorNotice> Announce, IReadOnlyList<InitiatorNotice> Withdraw, IReadOnlyList<InitiatorNotice> Forget)
{
    public bool IsEmpty => Announce.Count + Withdraw.Count + Forget.Count == 0;

    /// <summary>Compares what is wanted with what is stored.</summary>
    /// <param name="wanted">One for each job and initiator with a URL that it names.</param>
    /// <param name="stored">The rows.</param>
    public static NoticePlan Of(IReadOnlyList<InitiatorNotice> wanted, IReadOnlyList<InitiatorNotice> stored)
    {
        var rows = stored.ToDictionary(row => row.Key);
        var keys = wanted.Select(notice => notice.Key).ToHashSet();
        var unwanted = stored.Where(row => row.State != NoticeState.Withdrawing && !keys.Contains(row.Key)).ToList();
        return new NoticePlan(
            [.. wanted.Where(notice => !rows.TryGetValue(notice.Key, out var row) || !IsSame(notice, row))],
            [.. unwanted.Where(row => !IsUnheard(row))],
            [.. unwanted.Where(IsUnheard)]);
    }

    private static bool IsSame(InitiatorNotice wanted, InitiatorNotice row) =>
        row.State != NoticeState.Withdrawing && row.Params == wanted.Params && row.JobId == wanted.JobId;

    // An attempt that failed may have been heard all the same.
    private static bool IsUnheard(InitiatorNotice row) => row is { State: NoticeState.Announcing, Attempts: 0 };
}
