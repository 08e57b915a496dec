namespace Node.Eth.Keys;

/// <summary>Keys that cannot be used, with one line for the operator. Trying the same again cannot help.</summary>
public sealed class KeystoreException : Exception
{
    internal KeystoreException(KeystoreFault fault, string message, Exception? inner = null)
        : base(message, inner) =>
        Fault = fault;

    /// <summary>The kind of fault.</summary>
    public KeystoreFault Fault { get; }
}
