using Node.Core.Services;
using Node.Jobs.Specs;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Jobs.Types.Webhook;

/// <summary><c>type = "webhook"</c>: one run per call of <c>POST /v2/jobs/{externalJobID}/runs</c>. Initiators that it names are told of it.</summary>
internal sealed class WebhookJobType(InitiatorAnnouncer? announcer = null) : IJobType
{
    public string TypeName => WebhookSpecReader.Name;

    public IReadOnlyList<IService> BuildServices(Job job) =>
        announcer is not null && job.Spec.TypeSpec is WebhookSpec { ExternalInitiators.Count: > 0 } ? [new InitiatedJob(job.Id, announcer)] : [];
}
