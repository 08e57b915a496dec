using Node.Core.Services;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Webhook;

/// <summary><c>type = "webhook"</c>: one run per call of <c>POST /v2/jobs/{externalJobID}/runs</c>. Needs no service of its own.</summary>
internal sealed class WebhookJobType : IJobType
{
    public const string Name = "webhook";

    public string TypeName => Name;

    public object ReadSpec(SpecFields fields)
    {
        if (fields.Has("externalInitiators"))
        {
            fields.Fault("externalInitiators", SpecCodes.Value, "names external initiators, which this node does not have", "remove the key and let the caller use an API token");
        }

        return new WebhookSpec();
    }

    public IReadOnlyList<IService> BuildServices(Job job) => [];
}
