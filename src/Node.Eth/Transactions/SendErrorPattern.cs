using System.Text.RegularExpressions;

namespace Node.Eth.Transactions;

/// <summary>A way in which some client says an outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Text">Matches the client's text.</param>
internal sealed record SendErrorPattern(SendOutcome Outcome, Regex Text);
