using System.Globalization;
using System.Net.Http.Json;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DevChain.Chains;

/// <summary>JSON-RPC as tests and demos need it: plain calls that throw, and transactions from the chain's unlocked accounts.</summary>
public sealed class DevRpc(Uri url) : IDisposable
{
    private static readonly TimeSpan ReceiptPoll = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly SemaphoreSlim _sending = new(1, 1);
    private int _lastId;

    /// <summary>Where the calls go.</summary>
    public Uri Url { get; } = url;

    /// <summary>Calls a method.</summary>
    /// <returns>Its result, detached from the response.</returns>
    /// <exception cref="DevRpcException">The chain answered with an error.</exception>
    /// <exception cref="HttpRequestException">The chain did not answer.</exception>
    public async Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> args, CancellationToken cancellationToken = default)
    {
        var body = new { jsonrpc = "2.0", id = Interlocked.Increment(ref _lastId), method, @params = args };
        using var response = await _http.PostAsJsonAsync(Url, body, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.TryGetProperty("error", out var error)
            ? throw new DevRpcException(method, error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString() ?? string.Empty)
            : answer.GetProperty("result");
    }

    /// <summary>Calls a method without arguments.</summary>
    /// <inheritdoc cref="CallAsync(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<JsonElement> CallAsync(string method, CancellationToken cancellationToken = default) => CallAsync(method, [], cancellationToken);

    /// <summary>The number of the newest block.</summary>
    public async Task<long> GetBlockNumberAsync(CancellationToken cancellationToken = default) =>
        ReadInt64(await CallAsync("eth_blockNumber", cancellationToken));

    /// <summary>The balance in wei at the newest block.</summary>
    public async Task<BigInteger> GetBalanceAsync(string address, CancellationToken cancellationToken = default) =>
        ReadNumber(await CallAsync("eth_getBalance", [address, "latest"], cancellationToken));

    /// <summary>Sends a transaction from an unlocked account; a null <paramref name="to"/> creates a contract.</summary>
    /// <returns>Its hash.</returns>
    public async Task<string> SendTransactionAsync(
        string from, string? to, byte[] data, BigInteger value = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var transaction = new JsonObject { ["from"] = from, ["data"] = $"0x{Convert.ToHexStringLower(data)}", ["value"] = Quantity(value) };
        if (to is not null)
        {
            transaction["to"] = to;
        }

        // Left to itself the chain gives two transactions of one account that wait for the same block the same nonce.
        await _sending.WaitAsync(cancellationToken);
        try
        {
            transaction["nonce"] = (await CallAsync("eth_getTransactionCount", [from, "pending"], cancellationToken)).GetString();
            return (await CallAsync("eth_sendTransaction", [transaction], cancellationToken)).GetString()!;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends a transaction and waits until it is mined.</summary>
    /// <returns>Its receipt.</returns>
    /// <exception cref="InvalidOperationException">It was mined and reverted.</exception>
    public async Task<JsonElement> ExecuteAsync(
        string from, string? to, byte[] data, BigInteger value = default, CancellationToken cancellationToken = default)
    {
        var hash = await SendTransactionAsync(from, to, data, value, cancellationToken);
        var receipt = await WaitForReceiptAsync(hash, TimeSpan.FromSeconds(30), cancellationToken);
        return ReadInt64(receipt.GetProperty("status")) == 1
            ? receipt
            : throw new InvalidOperationException($"transaction {hash} from {from} to {to ?? "a new contract"} reverted");
    }

    /// <summary>Waits until a transaction is mined.</summary>
    /// <exception cref="TimeoutException">It was not mined in time.</exception>
    public async Task<JsonElement> WaitForReceiptAsync(string hash, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var receipt = await CallAsync("eth_getTransactionReceipt", [hash], cancellationToken);
            if (receipt.ValueKind == JsonValueKind.Object)
            {
                return receipt;
            }

            if (TimeProvider.System.GetElapsedTime(startedAt) > timeout)
            {
                throw new TimeoutException($"transaction {hash} was not mined within {timeout}");
            }

            await Task.Delay(ReceiptPoll, cancellationToken);
        }
    }

    /// <summary>Calls a contract at the newest block.</summary>
    /// <returns>The bytes that it returns.</returns>
    public async Task<byte[]> CallContractAsync(string to, byte[] data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var call = new { to, data = $"0x{Convert.ToHexStringLower(data)}" };
        return Convert.FromHexString((await CallAsync("eth_call", [call, "latest"], cancellationToken)).GetString()![2..]);
    }

    /// <summary>Reads a JSON-RPC quantity.</summary>
    public static BigInteger ReadNumber(JsonElement quantity) =>
        BigInteger.Parse($"0{quantity.GetString()![2..]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Reads a JSON-RPC quantity that fits.</summary>
    public static long ReadInt64(JsonElement quantity) => (long)ReadNumber(quantity);

    /// <summary>Writes a JSON-RPC quantity: hex without leading zeros.</summary>
    public static string Quantity(BigInteger value)
    {
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : $"0x{digits}";
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();
}
