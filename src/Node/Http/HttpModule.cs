using System.Net;
using Node.Core.Http;
using Node.Eth.Chains;
using Node.Http.Api;
using Node.Http.Auth;
using Node.Profiling.Vitals;

namespace Node.Http;

/// <summary>Wires the HTTP server.</summary>
internal static class HttpModule
{
    /// <summary>Registers what the routes need.</summary>
    public static IServiceCollection AddNodeHttp(this IServiceCollection services, HttpOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ApiTokenRepository>()
        .AddSingleton<ApiTokens>()
        .AddSingleton(provider => new OwnPlaces(
            options, provider.GetRequiredService<IChainSet>(), provider.GetRequiredService<IDnsResolver>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<VitalsOnDemand>()
        .AddSingleton<TriggerEndpoint>();

    /// <summary>Sets addresses and limits.</summary>
    public static void UseLimits(this IWebHostBuilder builder, HttpOptions options) => builder.ConfigureKestrel(kestrel =>
    {
        kestrel.Listen(IPAddress.Parse(options.Address), options.Port);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.BodyBytesMax;
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
    });

    /// <summary>Puts the routes in, and refuses to start when one has no policy.</summary>
    /// <exception cref="InvalidOperationException">A route has no policy.</exception>
    public static void MapNode(this WebApplication app)
    {
        app.UseMiddleware<FaultMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AuthMiddleware>();
        HealthEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        BuildEndpoints.Map(app);
        ChainsEndpoints.Map(app);
        JobsEndpoints.Map(app);
        JobApplyEndpoints.Map(app);
        JobVersionsEndpoints.Map(app);
        RunQueryEndpoints.Map(app);
        RunRetryEndpoint.Map(app);
        RunCancelEndpoints.Map(app);
        app.Services.GetRequiredService<TriggerEndpoint>().Map(app);
        InitiatorsEndpoints.Map(app);
        KeysEndpoints.Map(app);
        BridgesEndpoints.Map(app);
        BridgeStatsEndpoints.Map(app);
        ResumeEndpoint.Map(app);
        VrfKeysEndpoints.Map(app);
        PprofEndpoints.Map(app);
        LogEndpoints.Map(app);
        var open = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
            .FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<RoutePolicy>() is null);
        if (open is not null)
        {
            throw new InvalidOperationException($"the route {open.DisplayName} has no policy");
        }
    }
}
