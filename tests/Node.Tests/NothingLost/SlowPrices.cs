using System.Globalization;
using System.Text;
using DevChain.Prices;
using Node.Testing;
using Node.Tests.Nodes;

namespace Node.Tests.NothingLost;

/// <summary>Three price sources that take a random time to answer, so that a kill finds runs under way.</summary>
internal sealed class SlowPrices : IAsyncDisposable
{
    private readonly Outside _outside;

    private SlowPrices(Outside outside) => _outside = outside;

    public string Host => _outside.Host;

    public IReadOnlyList<PriceSource> Sources =>
        [.. new[] { "alpha", "beta", "gamma" }.Select(name => new PriceSource(name, new Uri(_outside.Url, name), "price"))];

    /// <summary>Starts them.</summary>
    /// <param name="random">Draws each answer's delay.</param>
    /// <param name="delayMax">The longest delay, in milliseconds.</param>
    public static async Task<SlowPrices> StartAsync(SeededRandom random, int delayMax) => new(await Outside.StartAsync(async context =>
    {
        await Task.Delay(random.NextDelay(delayMax), context.RequestAborted);
        var price = context.Request.Path.Value switch { "/alpha" => 3000.5m, "/beta" => 3001.25m, _ => 3002m };
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"price": {{price}}}""")));
    }));

    public ValueTask DisposeAsync() => _outside.DisposeAsync();
}
