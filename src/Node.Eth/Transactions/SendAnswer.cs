namespace Node.Eth.Transactions;

/// <summary>What came of one sending.</summary>
/// <param name="Outcome">What it stands for.</param>
/// <param name="Said">What the endpoint or the transport said; empty when it was accepted. Cut and escaped.</param>
internal sealed record SendAnswer(SendOutcome Outcome, string Said)
{
    /// <summary>What to do now.</summary>
    public SendStep Step => SendErrorRules.StepAfter(Outcome);
}
