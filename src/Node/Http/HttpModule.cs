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

    /// <summary>Puts the routes in, and refuses to start when one has no policy or hides an act from the audit log.</summary>
    /// <exception cref="InvalidOperationException">A route does.</exception>
    public static void MapNode(this WebApplication app)
    {
        app.UseMiddleware<FaultMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AuthMiddleware>();
        app.UseMiddleware<AuditMiddleware>();
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
        AuditEndpoints.Map(app);
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
        {
            Check(endpoint);
        }
    }

    /// <summary>Refuses a route that does not say who may call it, or that changes something and does not say which act of administration it is.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void Check(Endpoint endpoint)
    {
        var policy = endpoint.Metadata.GetMetadata<RoutePolicy>() ?? throw new InvalidOperationException($"the route {endpoint.DisplayName} has no policy");
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        if (policy.Act is null && (methods.Count == 0 || methods.Any(method => method is not ("GET" or "HEAD"))))
        {
            throw new InvalidOperationException($"the route {endpoint.DisplayName} changes something and names no act for the audit log; AuditActs.None when it is none");
        }

        if (policy is { Act.Length: > 0, Least: Role.Anonymous })
        {
            throw new InvalidOperationException($"the route {endpoint.DisplayName} is an act of administration and open to all");
        }
    }
}
