namespace Node.Testing.Chain;

/// <summary>What a transaction does when it is mined.</summary>
public sealed record ScriptedOutcome
{
    /// <summary>False: it reverts. Its logs and value are then not applied.</summary>
    public bool Succeeds { get; init; } = true;

    /// <summary>What a simulation of it returns when it reverts.</summary>
    public byte[] RevertData { get; init; } = [];

    /// <summary>Gas it uses; more than its limit makes it revert. Null: 21,000 and 16 per byte of data.</summary>
    public long? GasUsed { get; init; }

    /// <summary>What it writes.</summary>
    public IReadOnlyList<ScriptedLog> Logs { get; init; } = [];
}
