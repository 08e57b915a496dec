namespace Node.Eth.Signatures.Schnorr;

/// <summary>A signature that cannot be made from what was given. Trying the same again cannot help.</summary>
public sealed class SchnorrException : Exception
{
    internal SchnorrException(SchnorrFault fault)
        : base(fault.Describe()) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public SchnorrFault Fault { get; }
}
