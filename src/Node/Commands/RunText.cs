using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Node.Core.Text;

namespace Node.Commands;

/// <summary>A run as the API gives it, for reading: what it is, one line a task, what came of it and what it sent.</summary>
internal static class RunText
{
    public static string Of(JsonNode run)
    {
        var attributes = run["attributes"]!;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"run {run["id"]} of job {attributes["jobID"]} (version {attributes["jobVersion"]}): {attributes["state"]}");
        text.AppendLine(attributes["retryOf"] is { } retried ? $", tries run {retried} again" : "");
        text.AppendLine(CultureInfo.InvariantCulture, $"{attributes["trigger"]?["kind"]} {Untrusted.Show(attributes["trigger"]?["key"]?.ToString())}");
        text.AppendLine(CultureInfo.InvariantCulture, $"created {attributes["createdAt"]}, took {Took(attributes)}");
        var tasks = attributes["taskRuns"]?.AsArray() ?? [];
        var width = tasks.Select(task => task!["dotId"]!.ToString().Length).DefaultIfEmpty(0).Max();
        foreach (var task in tasks)
        {
            text.AppendLine(TaskLine(task!, width));
        }

        foreach (var error in attributes["fatalErrors"]?.AsArray() ?? [])
        {
            text.AppendLine(error is null ? "" : $"error: {Untrusted.Show(error.ToString())}");
        }

        foreach (var output in attributes["outputs"]?.AsArray() ?? [])
        {
            text.AppendLine($"output: {(output is null ? "none" : Untrusted.Show(output.ToString()))}");
        }

        foreach (var effect in attributes["effects"]?.AsArray() ?? [])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"transaction {effect!["hash"]} on chain {effect["evmChainID"]}: {effect["state"]}{ReasonOf(effect)}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>How long a run or a task took; a dash while it is not finished.</summary>
    public static string Took(JsonNode times) =>
        TimeOf(times["createdAt"]) is { } from && TimeOf(times["finishedAt"]) is { } to
            ? string.Create(CultureInfo.InvariantCulture, $"{(to - from).TotalMilliseconds:0.0} ms")
            : "-";

    private static string TaskLine(JsonNode task, int width)
    {
        var result =
            task["error"] is { } error ? $"error: {Untrusted.Show(error.ToString())}"
            : task["output"] is { } output ? Untrusted.Show(output.ToString())
            : task["waitsFor"] is { } waitsFor ? $"waits for {Untrusted.Show(waitsFor.ToString())}"
            : "not run";
        var inputs = task["inputs"]?.AsArray() ?? [];
        return $"  {task["dotId"]!.ToString().PadRight(width)}  {task["type"],-16} {Took(task),10}  {result}{(inputs.Count == 0 ? "" : $"  <- {string.Join(", ", inputs)}")}";
    }

    private static string ReasonOf(JsonNode effect) => effect["reason"] is { } reason ? $" ({Untrusted.Show(reason.ToString())})" : "";

    private static DateTimeOffset? TimeOf(JsonNode? time) =>
        time is not null && DateTimeOffset.TryParse(time.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : null;
}
