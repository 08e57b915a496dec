namespace Node.Eth.Rpc;

/// <summary>
/// An answer breaks the format of JSON-RPC or of what was asked. Never leaves this folder: callers see an <see
/// cref="RpcException"/>.
/// </summary>
internal sealed class RpcFormatException(string message, Exception? inner = null) : Exception(message, inner);
