namespace Node.Eth.Encoding.Rlp;

/// <summary>Bytes that are not canonical RLP, or not of the shape that was asked for. Trying again cannot help.</summary>
public sealed class RlpException : Exception
{
    internal RlpException(string problem, int offset)
        : base($"{problem}, at byte {offset}") =>
        Offset = offset;

    /// <summary>Where in the outermost input the faulty item starts.</summary>
    public int Offset { get; }
}
