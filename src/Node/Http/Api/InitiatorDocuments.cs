using System.Globalization;
using System.Text.Json.Nodes;
using Node.Http.Shapes;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Http.Api;

/// <summary>External initiators as resources of the API.</summary>
internal static class InitiatorDocuments
{
    /// <summary>The resource of an initiator, without anything secret.</summary>
    public static JsonObject Of(Initiator initiator) => JsonApi.Resource("externalInitiators", initiator.Id.ToString(CultureInfo.InvariantCulture), new JsonObject
    {
        ["name"] = initiator.Name,
        ["url"] = initiator.Url,
        ["accessKey"] = initiator.AccessKey,
        ["createdAt"] = JsonApi.Time(initiator.CreatedAt),
        ["updatedAt"] = JsonApi.Time(initiator.CreatedAt),
    });

    /// <summary>The resource of an initiator just made, with what is shown this once.</summary>
    public static JsonObject Of(NewInitiator made) => JsonApi.Resource("external initiators", made.Initiator.Name, new JsonObject
    {
        ["name"] = made.Initiator.Name,
        ["url"] = made.Initiator.Url,
        ["incomingAccessKey"] = made.Initiator.AccessKey,
        ["incomingSecret"] = made.IncomingSecret.Reveal(),
        ["outgoingToken"] = made.OutgoingToken.Reveal(),
        ["outgoingSecret"] = made.OutgoingSecret.Reveal(),
    });
}
