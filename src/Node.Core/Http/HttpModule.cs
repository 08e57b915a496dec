using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Node.Core.Tracing;

namespace Node.Core.Http;

/// <summary>Puts the outbound client together.</summary>
public static class HttpModule
{
    /// <summary>
    /// Adds <see cref="IOutboundHttp"/>. Needs a <see cref="TimeProvider"/> and logging; another <see cref="IDnsResolver"/> may
    /// be registered before. Requests are counted and traced when an <see cref="IMeterFactory"/> and <see cref="Traces"/> are there.
    /// </summary>
    public static IServiceCollection AddOutboundHttp(this IServiceCollection services, OutboundHttpOptions options)
    {
        services.TryAddSingleton<IDnsResolver, SystemDnsResolver>();
        services.AddSingleton(provider => new OutboundHttpClient(
            options,
            provider.GetRequiredService<IDnsResolver>(),
            new SocketDialer(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OutboundHttpClient>>()));
        services.AddSingleton(provider => Measured(provider, provider.GetRequiredService<OutboundHttpClient>()));
        return services;
    }

    private static IOutboundHttp Measured(IServiceProvider provider, OutboundHttpClient client) =>
        provider.GetService<IMeterFactory>() is { } meters && provider.GetService<Traces>() is { } traces
            ? new MeasuredOutboundHttp(client, meters, traces, provider.GetRequiredService<TimeProvider>())
            : client;
}
