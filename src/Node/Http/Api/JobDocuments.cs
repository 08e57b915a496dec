using System.Globalization;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Shapes;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Types.Cron;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Logs;
using Node.Jobs.Types.Webhook;

namespace Node.Http.Api;

/// <summary>Jobs as resources of the API.</summary>
internal static class JobDocuments
{
    // The field's clients look for each of these; exactly one is not null.
    private static readonly string[] TypeSpecs =
    [
        "directRequestSpec", "fluxMonitorSpec", "cronSpec", "offChainReportingOracleSpec", "offChainReporting2OracleSpec", "keeperSpec",
        "vrfSpec", "webhookSpec", "blockhashStoreSpec", "blockHeaderFeederSpec", "bootstrapSpec", "gatewaySpec",
    ];

    /// <summary>The resource of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="errors">What went wrong with it.</param>
    public static JsonObject Of(Job job, IEnumerable<JobError> errors)
    {
        var spec = job.Spec;
        var attributes = new JsonObject
        {
            ["name"] = spec.Name,
            ["type"] = spec.TypeName,
            ["schemaVersion"] = 1,
            ["gasLimit"] = spec.GasLimit,
            ["forwardingAllowed"] = false,
            ["maxTaskDuration"] = GoDuration.Format(spec.MaxTaskDuration ?? TimeSpan.Zero),
            ["maxConcurrentRuns"] = spec.MaxConcurrentRuns,
            ["externalJobID"] = job.ExternalJobId.ToString("D"),
            ["version"] = job.Version,
            ["createdAt"] = JsonApi.Time(job.CreatedAt),
            ["updatedAt"] = JsonApi.Time(job.UpdatedAt),
        };
        foreach (var name in TypeSpecs)
        {
            attributes[name] = null;
        }

        var (key, typeSpec) = TypeSpecOf(job);
        typeSpec["createdAt"] = JsonApi.Time(job.CreatedAt);
        typeSpec["updatedAt"] = JsonApi.Time(job.UpdatedAt);
        attributes[key] = typeSpec;
        attributes["pipelineSpec"] = PipelineSpec(job);
        attributes["errors"] = new JsonArray([.. errors.Select(ErrorOf)]);
        return JsonApi.Resource("jobs", job.Id.ToString(CultureInfo.InvariantCulture), attributes);
    }

    /// <summary>The attribute <c>pipelineSpec</c> of a job or a run.</summary>
    public static JsonObject PipelineSpec(Job job) => new()
    {
        ["id"] = job.Id,
        ["jobID"] = job.Id,
        ["dotDagSource"] = job.Spec.ObservationSource,
    };

    private static JsonObject ErrorOf(JobError error) => new()
    {
        ["id"] = error.Id,
        ["description"] = error.Description,
        ["occurrences"] = error.Occurrences,
        ["createdAt"] = JsonApi.Time(error.FirstAt),
        ["updatedAt"] = JsonApi.Time(error.LastAt),
    };

    private static (string Key, JsonObject Spec) TypeSpecOf(Job job) => job.Spec.TypeSpec switch
    {
        CronSpec cron => ("cronSpec", new JsonObject { ["schedule"] = cron.Schedule.Text }),
        DirectRequestSpec request => ("directRequestSpec", new JsonObject
        {
            ["contractAddress"] = request.ContractAddress.ToString(),
            ["minIncomingConfirmations"] = request.MinIncomingConfirmations,
            ["minContractPaymentLinkJuels"] = request.MinContractPayment?.ToString(CultureInfo.InvariantCulture),
            ["requesters"] = request.Requesters.Count == 0 ? null : new JsonArray([.. request.Requesters.Select(address => (JsonNode)address.ToString())]),
            ["initiator"] = "runlog",
            ["evmChainID"] = job.Spec.ChainId?.ToString(),
        }),
        EthLogSpec log => ("logSpec", new JsonObject
        {
            ["contractAddress"] = log.ContractAddress?.ToString(),
            ["topics"] = new JsonArray([.. log.Topics.Select(accepted =>
                accepted is null ? null : (JsonNode)new JsonArray([.. accepted.Select(topic => (JsonNode)topic.ToString())]))]),
            ["minIncomingConfirmations"] = log.MinIncomingConfirmations,
            ["fromBlock"] = log.FromBlock,
            ["toBlock"] = log.ToBlock,
            ["evmChainID"] = job.Spec.ChainId?.ToString(),
        }),
        WebhookSpec => ("webhookSpec", new JsonObject()),
        var other => throw new InvalidOperationException($"no resource is known for {other.GetType().Name}"),
    };
}
