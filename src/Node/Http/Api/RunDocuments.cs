using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Node.Eth.Transactions;
using Node.Http.Shapes;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary>Runs as resources of the API. Beside the field's attributes there are <c>state</c>, <c>trigger</c>, <c>jobVersion</c>, <c>retryOf</c> and <c>effects</c>.</summary>
internal static class RunDocuments
{
    /// <summary>The resource of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="job">Its job; null when it was deleted.</param>
    /// <param name="effects">Its transactions.</param>
    public static JsonObject Of(RunView run, Job? job, IReadOnlyList<TxRecord> effects)
    {
        var attributes = new JsonObject
        {
            ["state"] = run.State.ToString().ToLowerInvariant(),
            ["jobID"] = run.JobId,
            ["jobVersion"] = run.JobVersion,
            ["retryOf"] = run.RetryOf?.ToString(CultureInfo.InvariantCulture),
            ["trigger"] = new JsonObject { ["kind"] = run.TriggerKind, ["key"] = run.TriggerKey },
        };
        AddRecord(attributes, run);
        attributes["createdAt"] = JsonApi.Time(run.AcceptedAt);
        attributes["finishedAt"] = run.FinishedAt is { } finished ? JsonApi.Time(finished) : null;
        attributes["pipelineSpec"] = job is null ? null : JobDocuments.PipelineSpec(job);
        attributes["effects"] = new JsonArray([.. effects.Select(EffectOf)]);
        return JsonApi.Resource("pipelineRun", run.Id.ToString(CultureInfo.InvariantCulture), attributes);
    }

    private static void AddRecord(JsonObject attributes, RunView run)
    {
        IReadOnlyList<TaskRun> tasks = [];
        JsonNode? inputs = null;
        JsonArray outputs = [];
        JsonArray fatalErrors = [];
        List<string> allErrors = [];
        if (run.Record is { } record && TryRead(record) is { } finished)
        {
            tasks = finished.Tasks;
            inputs = JsonNode.Parse(ValueJson.Write(finished.Variables));
            outputs = new JsonArray([.. finished.Outputs.Select(value => (JsonNode?)(value is null ? null : TextOf(value)))]);
            fatalErrors = new JsonArray([.. finished.FatalErrors.Select(error => (JsonNode?)error)]);
            allErrors.AddRange(finished.AllErrors);
        }
        else if (run.Record is { } reason)
        {
            allErrors.Add(JsonNode.Parse(reason)?["reason"]?.GetValue<string>() ?? reason);
            fatalErrors.Add(allErrors[0]);
        }
        else
        {
            tasks = run.Checkpoint is null ? [] : RunCheckpoint.FromJson(run.Checkpoint).Tasks;
            inputs = run.Vars is null ? null : JsonNode.Parse(ValueJson.Write(StoredValue.Read(run.Vars)));
        }

        attributes["outputs"] = outputs;
        attributes["errors"] = fatalErrors.DeepClone();
        attributes["allErrors"] = allErrors.Count == 0 ? null : new JsonArray([.. allErrors.Select(error => (JsonNode)error)]);
        attributes["fatalErrors"] = fatalErrors;
        attributes["inputs"] = inputs;
        attributes["taskRuns"] = new JsonArray([.. tasks.Select(TaskOf)]);
    }

    // A run that never executed to its end has a record of one reason instead.
    private static PipelineRun? TryRead(string record)
    {
        try
        {
            return RunRecordReader.Read(Encoding.UTF8.GetBytes(record));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonObject TaskOf(TaskRun task) => new()
    {
        ["type"] = task.Type,
        ["createdAt"] = JsonApi.Time(task.StartedAt),
        ["finishedAt"] = task.FinishedAt is { } finished ? JsonApi.Time(finished) : null,
        ["output"] = task.Result.Value is { } value ? ValueJson.Write(value) : null,
        ["error"] = task.Result.Error?.Message,
        ["waitsFor"] = task.Result.Waiting?.WaitsFor,
        ["attempts"] = task.Attempts,
        ["inputs"] = new JsonArray([.. task.Inputs.Select(input => (JsonNode)input)]),
        ["dotId"] = task.Name,
    };

    private static JsonNode EffectOf(TxRecord tx) => new JsonObject
    {
        ["transactionID"] = tx.TxId,
        ["evmChainID"] = tx.ChainId.ToString(),
        ["state"] = tx.State.ToString().ToLowerInvariant(),
        ["from"] = tx.From.ToString(),
        ["to"] = tx.To.ToString(),
        ["nonce"] = tx.Nonce,
        ["hash"] = tx.Hash?.ToString(),
        ["blockNumber"] = tx.BlockNumber,
        ["blockHash"] = tx.BlockHash?.ToString(),
        ["reason"] = tx.Reason,
    };

    private static string TextOf(PipelineValue value) => value is TextValue text ? text.Value : ValueJson.Write(value);
}
