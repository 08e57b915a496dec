namespace Node.Eth.Signatures.Vrf;

/// <summary>A proof or response that cannot be made or read from what was given. Trying the same again cannot help.</summary>
public sealed class VrfException : Exception
{
    internal VrfException(VrfFault fault)
        : base(fault.Describe()) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public VrfFault Fault { get; }
}
