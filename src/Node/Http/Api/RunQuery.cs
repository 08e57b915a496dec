using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Node.Http.Shapes;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary>What a list of runs is asked for.</summary>
/// <param name="Filter">Which runs.</param>
/// <param name="Paging">Page and size; the page counts only without a cursor.</param>
/// <param name="Cursor">Where the page before ended; null to count pages from the newest run.</param>
internal sealed record RunQuery(RunFilter Filter, Paging Paging, long? Cursor)
{
    private static readonly string[] States = [.. Enum.GetNames<RunStatus>().Select(name => name.ToLowerInvariant())];

    /// <summary>Reads the query; false and a message when it is wrong.</summary>
    /// <param name="request">The request.</param>
    /// <param name="jobId">The job of the path; null to take it from <c>job</c>.</param>
    /// <param name="catalog">Where a job's external id is looked up.</param>
    /// <param name="query">What was read.</param>
    /// <param name="problem">What is wrong.</param>
    public static bool TryRead(
        HttpRequest request, long? jobId, JobCatalog catalog, [NotNullWhen(true)] out RunQuery? query, [NotNullWhen(false)] out string? problem)
    {
        query = null;
        if (!Paging.TryRead(request, out var paging, out problem)
            || !TryCursor(request.Query["cursor"], out var cursor, out problem)
            || !TryFilter(request, jobId, catalog, out var filter, out problem))
        {
            problem ??= "the query cannot be read";
            return false;
        }

        problem = paging.Number == 1 ? null
            : cursor is not null ? "page and cursor do not go together; follow links.next"
            : filter.IsNarrowed ? "a list with a filter has no numbered pages; follow links.next, which carries a cursor"
            : paging.Skip > IRunReader.SkipMax ? $"numbered pages reach back {IRunReader.SkipMax} runs; follow links.next, which then carries a cursor"
            : null;
        query = new RunQuery(filter, paging, cursor);
        return problem is null;
    }

    /// <summary>The members <c>links</c> of an answer: the pages beside this one, as far as there are such.</summary>
    /// <param name="request">The request.</param>
    /// <param name="nextBeforeId">Where the runs after this page begin; null when there are none.</param>
    public JsonObject Links(HttpRequest request, long? nextBeforeId)
    {
        var links = new JsonObject();
        var isNumbered = Cursor is null && !Filter.IsNarrowed;
        if (nextBeforeId is { } next)
        {
            links["next"] = isNumbered && Paging.Skip + Paging.Size <= IRunReader.SkipMax
                ? Link(request, $"page={Paging.Number + 1}&size={Paging.Size}")
                : Link(request, $"cursor={next}&size={Paging.Size}");
        }

        if (isNumbered && Paging.Number > 1)
        {
            links["prev"] = Link(request, $"page={Paging.Number - 1}&size={Paging.Size}");
        }

        return links;
    }

    private static string Link(HttpRequest request, FormattableString place)
    {
        var kept = request.Query.Where(pair => pair.Key is not ("page" or "size" or "cursor"))
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}");
        return $"{request.Path}?{string.Join('&', kept.Append(place.ToString(CultureInfo.InvariantCulture)))}";
    }

    private static bool TryCursor(string? text, out long? cursor, out string? problem)
    {
        cursor = null;
        problem = null;
        if (text is null)
        {
            return true;
        }

        var isRead = JobPath.TryNumber(text, out var id);
        cursor = id;
        problem = isRead ? null : "cursor is not one of links.next";
        return isRead;
    }

    private static bool TryFilter(HttpRequest request, long? jobId, JobCatalog catalog, out RunFilter filter, out string? problem)
    {
        filter = RunFilter.All;
        problem = null;
        string? job = request.Query["job"];
        string? state = request.Query["state"];
        string? trigger = request.Query["trigger"];
        string? key = request.Query["key"];
        RunStatus status = default;
        DateTimeOffset? from = null, before = null;
        problem =
            job is not null && jobId is null && !TryJob(job, catalog, out jobId) ? "job is neither the number of a job nor the external id of one that is there"
            : state is not null && !TryState(state, out status) ? $"state must be one of {string.Join(", ", States)}"
            : trigger is not null && !Trigger.IsKey(trigger) ? "trigger is what fired, e.g. cron, log or webhook"
            : key is not null && !Trigger.IsKey(key) ? $"key must have 1 to {Trigger.KeyCharsMax} printable ASCII characters without spaces"
            : !TryTime(request.Query["from"], out from) ? "from must be a time such as 2026-01-31T12:00:00Z"
            : !TryTime(request.Query["to"], out before) ? "to must be a time such as 2026-01-31T12:00:00Z"
            : null;
        filter = new RunFilter
        {
            JobId = jobId,
            State = state is null ? null : status,
            TriggerKind = trigger,
            TriggerKey = key,
            From = from,
            Before = before,
        };
        return problem is null;
    }

    private static bool TryJob(string text, JobCatalog catalog, out long? jobId)
    {
        jobId = JobPath.TryRead(text, out var path) ? path.Number ?? path.FindIn(catalog)?.Id : null;
        return jobId is not null;
    }

    private static bool TryState(string text, out RunStatus state) =>
        Enum.TryParse(text, ignoreCase: true, out state) && States.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (text is null)
        {
            return true;
        }

        var isRead = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read);
        time = read;
        return isRead;
    }
}
