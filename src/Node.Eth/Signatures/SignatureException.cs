namespace Node.Eth.Signatures;

/// <summary>A signature, or a signed transaction, that is not what it should be. Trying again cannot help.</summary>
public sealed class SignatureException : Exception
{
    internal SignatureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
