namespace Node.Eth.Rpc;

/// <summary>The error object of one JSON-RPC answer.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">The endpoint's text, cut at <see cref="RpcException.ServerMessageCharsMax"/>; not escaped.</param>
/// <param name="Data">Revert data, cut at <see cref="RpcException.RevertDataBytesMax"/>; empty when there were none.</param>
public sealed record RpcError(long Code, string Message, byte[] Data);
