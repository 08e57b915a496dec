namespace Node.Jobs.Running;

/// <summary>Where adapters reach this node, for answers that come later.</summary>
public sealed class CallbackAddress
{
    private volatile Uri? _base;

    /// <summary>The node's address as adapters see it; null while it is not known.</summary>
    public Uri? Base
    {
        get => _base;
        set => _base = value;
    }

    /// <summary>The address of one answer, with its token; empty while the node's own is not known.</summary>
    internal string Of(string id, string token) =>
        Base is { } start ? $"{start.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v2/resume/{id}?token={token}" : "";
}
