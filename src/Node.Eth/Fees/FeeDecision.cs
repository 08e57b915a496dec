using Node.Core.Services;

namespace Node.Eth.Fees;

/// <summary>A quote, or why there is none.</summary>
/// <param name="Quote">The quote; null when refused.</param>
/// <param name="Refusal">Why nothing is to be signed at the moment; null when there is a quote.</param>
internal sealed record FeeDecision(FeeQuote? Quote, HealthFault? Refusal);
