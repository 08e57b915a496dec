namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>What the node proves itself with to an initiator.</summary>
/// <param name="Token">Names the node.</param>
/// <param name="Secret">Proves it.</param>
internal sealed record OutgoingPair(string Token, string Secret)
{
    /// <summary>Where the pair of an initiator lies, for the box that it is sealed in.</summary>
    public static string PlaceOf(string initiatorName) => $"external initiator {initiatorName}";

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static OutgoingPair FromText(string text) => text.Split(' ') is [var token, var secret]
        ? new OutgoingPair(token, secret)
        : throw new FormatException("the credentials of an external initiator are damaged");

    /// <summary>As text, to be sealed.</summary>
    public string ToText() => $"{Token} {Secret}";

    /// <summary>A text from outside without the pair, should it be repeated there.</summary>
    public string HideIn(string text) => text.Replace(Secret, "***", StringComparison.Ordinal).Replace(Token, "***", StringComparison.Ordinal);

    /// <summary>Without what is secret.</summary>
    public override string ToString() => "a token and a secret";
}
