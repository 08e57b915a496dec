using Node.Jobs.Specs;

namespace Node.Jobs.Types.Webhook;

/// <summary>Reads the keys of <c>type = "webhook"</c>.</summary>
public sealed class WebhookSpecReader : IJobSpecReader
{
    /// <summary>The type's name.</summary>
    public const string Name = "webhook";

    /// <inheritdoc/>
    public string TypeName => Name;

    /// <inheritdoc/>
    public object ReadSpec(SpecFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Has("externalInitiators"))
        {
            fields.Fault("externalInitiators", SpecCodes.Value, "names external initiators, which this node does not have", "remove the key and let the caller use an API token");
        }

        return new WebhookSpec();
    }
}
