using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Node.Core.Http;

/// <summary>Puts the outbound client together.</summary>
public static class HttpModule
{
    /// <summary>
    /// Adds <see cref="IOutboundHttp"/>. Needs a <see cref="TimeProvider"/> and logging; another <see cref="IDnsResolver"/> may
    /// be registered before.
    /// </summary>
    public static IServiceCollection AddOutboundHttp(this IServiceCollection services, OutboundHttpOptions options)
    {
        services.TryAddSingleton<IDnsResolver, SystemDnsResolver>();
        services.AddSingleton<IOutboundHttp>(provider => new OutboundHttpClient(
            options,
            provider.GetRequiredService<IDnsResolver>(),
            new SocketDialer(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OutboundHttpClient>>()));
        return services;
    }
}
