namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>A session or key generation that cannot begin or go on with what was given. Trying the same again cannot help.</summary>
public sealed class DssException : Exception
{
    internal DssException(DssFault fault)
        : base(fault.Describe()) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public DssFault Fault { get; }
}
