namespace DevChain.Prices;

/// <summary>One of the sources of a <see cref="PriceServer"/>.</summary>
/// <param name="Name">A word, which names its tasks in a pipeline.</param>
/// <param name="Url">Where it answers.</param>
/// <param name="Path">Where its answer holds the price, as a <c>jsonparse</c> task takes it.</param>
public sealed record PriceSource(string Name, Uri Url, string Path);
