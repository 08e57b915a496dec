namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>There are as many external initiators as <see cref="InitiatorsOptions.CountMax"/> allows. Permanent.</summary>
public sealed class InitiatorsFullException(int countMax)
    : Exception($"there are {countMax} external initiators already, as many as Initiators:CountMax allows; remove one or raise the limit");
