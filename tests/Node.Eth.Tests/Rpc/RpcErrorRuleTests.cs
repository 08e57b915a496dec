using System.Text.Json;
using Node.Eth.Rpc;
using Xunit;

namespace Node.Eth.Tests.Rpc;

public sealed class RpcErrorRuleTests
{
    [Theory]
    [InlineData("eth_call", 3, "execution reverted: no", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32000, "execution reverted", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32015, "VM execution error.", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32000, "out of gas", RpcErrorKind.Reverted)]
    [InlineData("eth_estimateGas", -32000, "gas required exceeds allowance (500000)", RpcErrorKind.Reverted)]
    [InlineData("eth_call", -32000, "header not found", RpcErrorKind.Transient)]
    [InlineData("eth_call", -32000, "missing trie node", RpcErrorKind.Transient)]
    [InlineData("eth_getLogs", -32000, "unknown block", RpcErrorKind.Transient)]
    [InlineData("eth_getLogs", -32005, "query returned more than 10000 results", RpcErrorKind.TooLarge)]
    [InlineData("eth_getLogs", -32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range", RpcErrorKind.TooLarge)]
    [InlineData("eth_getLogs", -32600, "eth_getLogs is limited to a 10,000 range", RpcErrorKind.TooLarge)]
    [InlineData("eth_getLogs", -32005, "daily request count exceeded, request rate limited", RpcErrorKind.RateLimited)]
    [InlineData("eth_call", 429, "Your app has exceeded its compute units per second capacity", RpcErrorKind.RateLimited)]
    [InlineData("eth_chainId", -32029, "Too Many Requests", RpcErrorKind.RateLimited)]
    [InlineData("eth_chainId", -32601, "the method does not exist", RpcErrorKind.Permanent)]
    [InlineData("eth_chainId", -32602, "invalid argument 0", RpcErrorKind.Permanent)]
    [InlineData("eth_sendRawTransaction", -32003, "Insufficient funds for gas * price + value", RpcErrorKind.Permanent)]
    [InlineData("eth_chainId", -32603, "internal error", RpcErrorKind.Transient)]
    [InlineData("eth_chainId", -12345, "never seen", RpcErrorKind.Transient)]
    public void An_error_has_one_meaning(string method, long code, string message, RpcErrorKind kind) =>
        Assert.Equal(kind, RpcErrorRule.Kind(method, new RpcError(code, message, [])));

    [Theory]
    [InlineData("\"0x0102\"", "0102")]
    [InlineData("\"Reverted 0x0102\"", "0102")]
    [InlineData("{\"message\":\"x\",\"data\":\"0x0102\"}", "0102")]
    [InlineData("{\"result\":\"0x0102\"}", "0102")]
    [InlineData("\"revert\"", "")]
    [InlineData("\"0x012\"", "")]
    [InlineData("\"0xzz\"", "")]
    [InlineData("5", "")]
    [InlineData("{\"data\":5}", "")]
    [InlineData("[]", "")]
    public void Revert_data_is_found_where_clients_put_it(string json, string hex)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(hex, Convert.ToHexStringLower(RevertData.From(document.RootElement)));
    }

    [Fact]
    public void Revert_data_is_cut_at_the_limit()
    {
        using var document = JsonDocument.Parse($"\"0x{new string('a', 2 * (RpcException.RevertDataBytesMax + 1))}\"");
        Assert.Equal(RpcException.RevertDataBytesMax, RevertData.From(document.RootElement).Length);
    }

    [Fact]
    public void Bytes_over_the_limit_of_a_field_are_refused()
    {
        using var fits = JsonDocument.Parse($"\"0x{new string('a', 2 * RpcHex.DataBytesMax)}\"");
        Assert.Equal(RpcHex.DataBytesMax, RpcHex.Bytes(fits.RootElement, "data").Length);
        using var over = JsonDocument.Parse($"\"0x{new string('a', (2 * RpcHex.DataBytesMax) + 2)}\"");
        Assert.Throws<RpcFormatException>(() => RpcHex.Bytes(over.RootElement, "data"));
    }
}
