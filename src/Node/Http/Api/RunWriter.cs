using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Eth.Transactions;
using Node.Http.Shapes;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary>Writes runs as resources of the API. Beside the field's attributes there are <c>state</c>, <c>trigger</c>, <c>jobVersion</c>, <c>retryOf</c>, <c>traceId</c> and <c>effects</c>.</summary>
internal static class RunWriter
{
    /// <summary>Writes the resource of a run.</summary>
    public static void Write(Utf8JsonWriter json, RunView run, Job? job, IReadOnlyList<TxRecord> effects)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "pipelineRun"u8);
        json.WriteString("id"u8, run.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteStartObject("attributes"u8);
        json.WriteString("state"u8, StateOf(run.State));
        json.WriteNumber("jobID"u8, run.JobId);
        json.WriteNumber("jobVersion"u8, run.JobVersion);
        json.WriteString("retryOf"u8, run.RetryOf?.ToString(CultureInfo.InvariantCulture));
        json.WriteString("traceId"u8, run.TraceId);
        json.WriteStartObject("trigger"u8);
        json.WriteString("kind"u8, run.TriggerKind);
        json.WriteString("key"u8, run.TriggerKey);
        json.WriteEndObject();
        WriteOutcome(json, run);
        JsonApi.WriteTime(json, "createdAt"u8, run.AcceptedAt);
        WriteTimeOrNull(json, "finishedAt"u8, run.FinishedAt);
        WriteSpec(json, job);
        json.WriteStartArray("effects"u8);
        foreach (var tx in effects)
        {
            WriteEffect(json, tx);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, RunView run)
    {
        if ((run.Execution ?? TryRead(run.Record)) is { } execution)
        {
            WriteExecution(json, execution);
        }
        else if (run.Record is { } reason)
        {
            string[] errors = [JsonNode.Parse(reason)?["reason"]?.GetValue<string>() ?? reason];
            WriteResults(json, [], errors, errors);
            json.WriteNull("inputs"u8);
            json.WriteStartArray("taskRuns"u8);
            json.WriteEndArray();
        }
        else
        {
            WriteResults(json, [], [], []);
            WriteInputs(json, run.Vars is null ? null : StoredValue.Read(run.Vars));
            WriteTasks(json, run.Checkpoint is null ? [] : RunCheckpoint.FromJson(run.Checkpoint).Tasks, null);
        }
    }

    private static void WriteExecution(Utf8JsonWriter json, PipelineRun execution)
    {
        WriteResults(json, execution.Outputs, execution.FatalErrors, execution.AllErrors);
        WriteInputs(json, execution.Variables);
        WriteTasks(json, execution.Tasks, execution.StartedAt);
    }

    private static void WriteResults(Utf8JsonWriter json, IReadOnlyList<PipelineValue?> outputs, IReadOnlyList<string?> fatal, IReadOnlyList<string> all)
    {
        json.WriteStartArray("outputs"u8);
        foreach (var output in outputs)
        {
            json.WriteStringValue(output is TextValue text ? text.Value : output is null ? null : ValueJson.Write(output));
        }

        json.WriteEndArray();
        WriteTexts(json, "errors"u8, fatal);
        if (all.Count == 0)
        {
            json.WriteNull("allErrors"u8);
        }
        else
        {
            WriteTexts(json, "allErrors"u8, all);
        }

        WriteTexts(json, "fatalErrors"u8, fatal);
    }

    private static void WriteInputs(Utf8JsonWriter json, PipelineValue? inputs)
    {
        json.WritePropertyName("inputs"u8);
        if (inputs is null)
        {
            json.WriteNullValue();
        }
        else
        {
            ValueJson.Write(json, inputs);
        }
    }

    private static void WriteTasks(Utf8JsonWriter json, IReadOnlyList<TaskRun> tasks, DateTimeOffset? runStartedAt)
    {
        json.WriteStartArray("taskRuns"u8);
        foreach (var task in tasks)
        {
            // As it reads back from the record, whose times count whole microseconds from the start of the run.
            var startedAt = runStartedAt is { } origin ? Whole(origin) + Whole(task.StartedAt - origin) : task.StartedAt;
            json.WriteStartObject();
            json.WriteString("type"u8, task.Type);
            JsonApi.WriteTime(json, "createdAt"u8, startedAt);
            WriteTimeOrNull(json, "finishedAt"u8, task.FinishedAt is { } finished ? startedAt + Whole(finished - task.StartedAt) : null);
            WriteOutput(json, task.Result.Value);
            json.WriteString("error"u8, task.Result.Error?.Message);
            json.WriteString("waitsFor"u8, task.Result.Waiting?.WaitsFor);
            json.WriteNumber("attempts"u8, task.Attempts);
            WriteTexts(json, "inputs"u8, task.Inputs);
            json.WriteString("dotId"u8, task.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The value as JSON, inside a text.
    private static void WriteOutput(Utf8JsonWriter json, PipelineValue? value)
    {
        if (value is null)
        {
            json.WriteNull("output"u8);
        }
        else
        {
            json.WriteString("output"u8, ValueJson.WriteUtf8(value).Span);
        }
    }

    private static void WriteSpec(Utf8JsonWriter json, Job? job)
    {
        if (job is null)
        {
            json.WriteNull("pipelineSpec"u8);
            return;
        }

        json.WriteStartObject("pipelineSpec"u8);
        json.WriteNumber("id"u8, job.Id);
        json.WriteNumber("jobID"u8, job.Id);
        json.WriteString("dotDagSource"u8, job.Spec.ObservationSource);
        json.WriteEndObject();
    }

    private static void WriteEffect(Utf8JsonWriter json, TxRecord tx)
    {
        json.WriteStartObject();
        json.WriteNumber("transactionID"u8, tx.TxId);
        json.WriteString("evmChainID"u8, tx.ChainId.ToString());
        json.WriteString("state"u8, tx.State.ToString().ToLowerInvariant());
        json.WriteString("from"u8, tx.From.ToString());
        json.WriteString("to"u8, tx.To.ToString());
        json.WriteNumber("nonce"u8, tx.Nonce);
        json.WriteString("hash"u8, tx.Hash?.ToString());
        if (tx.BlockNumber is { } number)
        {
            json.WriteNumber("blockNumber"u8, number);
        }
        else
        {
            json.WriteNull("blockNumber"u8);
        }

        json.WriteString("blockHash"u8, tx.BlockHash?.ToString());
        json.WriteString("reason"u8, tx.Reason);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string?> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteTimeOrNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            JsonApi.WriteTime(json, name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    // A record of older versions, or of a run of which nothing could be read, is one reason instead.
    private static PipelineRun? TryRead(string? record)
    {
        try
        {
            return record is null ? null : RunRecordReader.Read(Encoding.UTF8.GetBytes(record));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string StateOf(RunStatus state) => state == RunStatus.Completed ? "completed" : state.ToString().ToLowerInvariant();

    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static TimeSpan Whole(TimeSpan time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond));
}
