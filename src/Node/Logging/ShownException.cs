namespace Node.Logging;

/// <summary>Stands in for an exception whose text was made fit to be logged. Never thrown.</summary>
/// <param name="text">What it shows.</param>
internal sealed class ShownException(string text) : Exception
{
    /// <inheritdoc/>
    public override string ToString() => text;
}
