using System.Globalization;
using System.Text.Json.Nodes;
using Node.Http.Shapes;
using Node.Jobs.Spawning;
using Node.Jobs.Specs.Versions;

namespace Node.Http.Api;

/// <summary>Versions of jobs and changes to them as resources of the API.</summary>
internal static class JobVersionDocuments
{
    /// <summary>A version; its spec is left out when it was not read.</summary>
    public static JsonObject Of(JobVersion version)
    {
        var attributes = new JsonObject
        {
            ["jobID"] = version.JobId,
            ["version"] = version.Version,
            ["createdAt"] = JsonApi.Time(version.CreatedAt),
            ["restoresVersion"] = version.RestoresVersion,
        };
        if (version.Text is { } text)
        {
            attributes["toml"] = text;
        }

        return JsonApi.Resource("jobVersions", string.Create(CultureInfo.InvariantCulture, $"{version.JobId}.{version.Version}"), attributes);
    }

    /// <summary>What changed from one version to another; from nothing for the first.</summary>
    public static JsonObject Diff(JobVersion? from, JobVersion to) => JsonApi.Resource(
        "jobVersionDiffs",
        string.Create(CultureInfo.InvariantCulture, $"{to.JobId}.{from?.Version ?? 0}.{to.Version}"),
        new JsonObject
        {
            ["jobID"] = to.JobId,
            ["from"] = from?.Version,
            ["to"] = to.Version,
            ["changes"] = ChangesOf(from?.Text, to.Text!),
            ["diff"] = SpecDiff.Unified(from?.Text ?? "", to.Text!, from is null ? "nothing" : $"version {from.Version}", $"version {to.Version}"),
        });

    /// <summary>What applying specs did or would do.</summary>
    public static JsonObject Of(ApplyOutcome outcome, bool isDryRun) => new()
    {
        ["data"] = new JsonArray([.. outcome.Changes.Select((change, i) => Of(change, i, isDryRun))]),
        ["meta"] = new JsonObject
        {
            ["count"] = outcome.Changes.Count,
            ["created"] = outcome.Changes.Count(static change => change.Action == JobAction.Created),
            ["replaced"] = outcome.Changes.Count(static change => change.Action == JobAction.Replaced),
            ["unchanged"] = outcome.Changes.Count(static change => change.Action == JobAction.Unchanged),
            ["dryRun"] = isDryRun,
        },
    };

    private static JsonObject Of(JobChange change, int index, bool isDryRun)
    {
        var attributes = new JsonObject
        {
            ["specName"] = change.SpecName,
            ["action"] = change.Action.ToString().ToLowerInvariant(),
            ["jobID"] = change.JobId,
            ["externalJobID"] = change.ExternalJobId?.ToString("D"),
            ["name"] = change.Spec.Name,
            ["version"] = change.Version,
            ["triggerChanges"] = change.TriggerChanges,
        };
        if (change.Action == JobAction.Replaced)
        {
            attributes["changes"] = ChangesOf(change.OldText, change.Spec.Source);
            if (isDryRun)
            {
                attributes["diff"] = SpecDiff.Unified(change.OldText!, change.Spec.Source, $"{change.SpecName} (version {change.Version - 1})", $"{change.SpecName} (version {change.Version})");
            }
        }

        return JsonApi.Resource("jobChanges", (index + 1).ToString(CultureInfo.InvariantCulture), attributes);
    }

    private static JsonArray ChangesOf(string? before, string after) => before is null
        ? new JsonArray("the job is new")
        : new JsonArray([.. SpecComparison.Of(before, after).Lines.Select(line => (JsonNode)line)]);
}
