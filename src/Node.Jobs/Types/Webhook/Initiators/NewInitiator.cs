using Node.Core.Config;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>An initiator just made, with what its owner is shown this once.</summary>
/// <param name="Initiator">The initiator.</param>
/// <param name="IncomingSecret">Proves it when it calls the node; stored hashed.</param>
/// <param name="OutgoingToken">Names the node when it calls the initiator.</param>
/// <param name="OutgoingSecret">Proves the node to it.</param>
public sealed record NewInitiator(Initiator Initiator, Secret IncomingSecret, Secret OutgoingToken, Secret OutgoingSecret);
