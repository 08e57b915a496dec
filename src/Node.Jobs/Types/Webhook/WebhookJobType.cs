using Node.Core.Services;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Webhook;

/// <summary><c>type = "webhook"</c>: one run per call of <c>POST /v2/jobs/{externalJobID}/runs</c>. Needs no service of its own.</summary>
internal sealed class WebhookJobType : IJobType
{
    public string TypeName => WebhookSpecReader.Name;

    public IReadOnlyList<IService> BuildServices(Job job) => [];
}
