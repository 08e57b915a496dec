using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>Reads an endpoint's refusal, and says what follows.</summary>
/// <remarks>
/// Texts are hints from a party that may be wrong or lie. They choose between sending again and waiting for the chain to decide;
/// no
/// transaction is called failed because of one.
/// </remarks>
internal static class SendErrorRules
{
    /// <summary>The outcome that a failed sending stands for.</summary>
    public static SendOutcome Classify(RpcException failure) => failure.ServerMessage.Length > 0
        ? Classify(failure.ServerMessage)
        : SendOutcome.NoAnswer;

    /// <summary>The outcome that a client's text stands for; codes are not looked at, since each client has its own.</summary>
    public static SendOutcome Classify(string text)
    {
        foreach (var pattern in SendErrorTable.Patterns)
        {
            if (pattern.Text.IsMatch(text))
            {
                return pattern.Outcome;
            }
        }

        return SendOutcome.TransientUnknown;
    }

    /// <summary>What to do after an outcome.</summary>
    public static SendStep StepAfter(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted or SendOutcome.AlreadyKnown => SendStep.CountAsSent,

        // The nonce is taken, perhaps by an earlier sending of these bytes whose answer was lost.
        SendOutcome.NonceTooLow or SendOutcome.ReplacementUnderpriced => SendStep.CountAsSent,
        SendOutcome.GasLimitTooHigh or SendOutcome.GasLimitTooLow or SendOutcome.Fatal => SendStep.GiveUp,
        _ => SendStep.SendAgainLater,
    };
}
