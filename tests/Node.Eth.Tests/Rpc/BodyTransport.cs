using Node.Eth.Rpc;
using TextEncoding = System.Text.Encoding;

namespace Node.Eth.Tests.Rpc;

/// <summary>Answers every batch with the same body, read as the real transport reads it; ids begin at 1.</summary>
internal sealed class BodyTransport(string body) : IRpcTransport
{
    public Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(RpcAnswerReader.Read(TextEncoding.UTF8.GetBytes(body), 1, batch.Count, batch.Count > 1));
        }
        catch (RpcFormatException e)
        {
            throw new RpcException(RpcErrorKind.Transient, e.Message, e);
        }
    }
}
