namespace Node.Testing.Chain;

/// <summary>The scripted chain answers a call with a JSON-RPC error.</summary>
public sealed class ScriptedRejectionException(long code, string message, byte[]? data = null) : Exception(message)
{
    /// <summary>The JSON-RPC error code.</summary>
    public long Code { get; } = code;

    /// <summary>Revert data, or null.</summary>
    public byte[]? RevertData { get; } = data;

    /// <summary>What geth says when a simulated call reverts.</summary>
    public static ScriptedRejectionException Revert(byte[] data) => new(3, "execution reverted", data);
}
