namespace Node.Jobs.Types.Webhook;

/// <summary>The keys of a webhook job: none of its own.</summary>
public sealed record WebhookSpec;
