using Node.Eth.Keys;

namespace Node.Jobs.Tests.Bridges;

/// <summary>A box without a lock, whose contents still belong to their place.</summary>
internal sealed class OpenBox : ISecretBox
{
    public Task<string> SealAsync(string text, string place, CancellationToken cancellationToken) => Task.FromResult($"{place}|{text}");

    public Task<string> OpenAsync(string sealedText, string place, CancellationToken cancellationToken) => sealedText.StartsWith(place + "|", StringComparison.Ordinal)
        ? Task.FromResult(sealedText[(place.Length + 1)..])
        : throw new FormatException($"sealed for another place than {place}");
}
