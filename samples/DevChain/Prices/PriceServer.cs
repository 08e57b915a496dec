using System.Globalization;
using System.Net;
using System.Text;
using DevChain.Processes;

namespace DevChain.Prices;

/// <summary>Three price sources on loopback that write the same kind of thing in three ways, as real ones do.</summary>
public sealed class PriceServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private IReadOnlyList<decimal> _prices = [0, 0, 0];
    private int _requests;

    private PriceServer(int port)
    {
        Host = $"127.0.0.1:{port}";
        Sources =
        [
            new PriceSource("alpha", new Uri($"http://{Host}/alpha"), "data,price"),
            new PriceSource("beta", new Uri($"http://{Host}/beta"), "last"),
            new PriceSource("gamma", new Uri($"http://{Host}/gamma"), "ticker,quotes,0,mid"),
        ];
        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Host and port, as a node's list of allowed hosts takes them.</summary>
    public string Host { get; }

    /// <summary>The three sources.</summary>
    public IReadOnlyList<PriceSource> Sources { get; }

    /// <summary>What the sources say, in the order of <see cref="Sources"/>.</summary>
    /// <exception cref="ArgumentException">Not one price for each.</exception>
    public IReadOnlyList<decimal> Prices
    {
        get => Volatile.Read(ref _prices);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count != Sources.Count)
            {
                throw new ArgumentException($"{Sources.Count} prices are needed, one for each source, and {value.Count} given", nameof(value));
            }

            Volatile.Write(ref _prices, value);
        }
    }

    /// <summary>The one in the middle.</summary>
    public decimal Median => Prices.Order().ElementAt(1);

    /// <summary>How many requests were answered.</summary>
    public int RequestCount => Volatile.Read(ref _requests);

    /// <summary>Starts the sources on a free port.</summary>
    public static PriceServer Start() => new(FreePort.Next());

    /// <summary>Stops answering.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }

            var body = Body(context.Request.Url?.AbsolutePath);
            context.Response.StatusCode = body is null ? 404 : 200;
            context.Response.ContentType = "application/json";
            try
            {
                Interlocked.Increment(ref _requests);
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body ?? "{}"));
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                // The caller has gone.
            }
        }
    }

    private string? Body(string? path)
    {
        var prices = Prices;
        return path switch
        {
            "/alpha" => $$$"""{"data":{"pair":"ETH-USD","price":{{{Text(prices[0])}}}}}""",
            "/beta" => $$"""{"symbol":"ETHUSD","last":"{{Text(prices[1])}}"}""",
            "/gamma" => $$$"""{"ticker":{"quotes":[{"mid":{{{Text(prices[2])}}},"spread":0.02}]}}""",
            _ => null,
        };
    }

    private static string Text(decimal price) => price.ToString(CultureInfo.InvariantCulture);
}
