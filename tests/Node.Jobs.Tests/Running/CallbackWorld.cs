using System.Text.Json;
using Node.Core.Storage;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>A job whose bridge answers later, and what its adapter was told.</summary>
public abstract class CallbackWorld(EngineKind engine) : DatabaseSuite(engine)
{
    protected const string Url = "http://10.0.0.7/";

    protected const string Waiting = """
        before [type=memo value=7]
        ask [type=bridge name=slow async=true requestData="{\"n\": $(before)}"]
        price [type=jsonparse path=price]
        ask -> price
        """;

    private protected static readonly TaskResult Answer = TaskResult.Ok(PipelineValue.Of("""{"price": 21}"""));

    private protected static JsonDocument RequestOf(RunnerRig rig) => JsonDocument.Parse(rig.Http.Requests[^1].Body!.Value);

    private protected static (Guid Id, string Token) CallbackOf(RunnerRig rig)
    {
        using var body = RequestOf(rig);
        var url = body.RootElement.GetProperty("responseURL").GetString()!;
        const string Start = "http://node.example:6688/v2/resume/";
        Assert.StartsWith(Start, url, StringComparison.Ordinal);
        var parts = url[Start.Length..].Split("?token=");
        return (Guid.Parse(parts[0]), parts[1]);
    }

    private protected async Task<(RunnerRig Rig, Job Job)> StartAsync(
        BridgeOptions? options = null, TimeProvider? callbackTime = null, RunsOptions? runs = null)
    {
        var rig = new RunnerRig(Database, bridges: options, callbackTime: callbackTime, options: runs);
        await rig.StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "slow", Url = Url }, Token);
        return (rig, await rig.AddJobAsync(Waiting));
    }
}
