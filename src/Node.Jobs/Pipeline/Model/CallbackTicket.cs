namespace Node.Jobs.Pipeline.Model;

/// <summary>Where an answer that comes later is to be sent.</summary>
/// <param name="Url">The address with its one-time token; empty when there is none.</param>
/// <param name="IsAnswered">Whether the answer has come already, to an earlier request of the same task.</param>
/// <param name="Problem">Why nothing may be asked any more; null when it may.</param>
public sealed record CallbackTicket(string Url, bool IsAnswered = false, string? Problem = null)
{
    /// <summary>The answer cannot be sent anywhere.</summary>
    public static CallbackTicket Nowhere { get; } = new("");

    /// <summary>Without the token.</summary>
    public override string ToString() => IsAnswered ? "answered" : Problem ?? "open";
}
