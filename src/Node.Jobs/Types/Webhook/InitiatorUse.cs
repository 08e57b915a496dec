namespace Node.Jobs.Types.Webhook;

/// <summary>One entry of <c>externalInitiators</c>.</summary>
/// <param name="Name">The initiator's name, lower case.</param>
/// <param name="Params">What the initiator is told of the job: compact JSON; <c>null</c> when the spec says nothing.</param>
public sealed record InitiatorUse(string Name, string Params);
