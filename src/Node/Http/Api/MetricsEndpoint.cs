using Node.Http.Auth;
using Node.Telemetry;

namespace Node.Http.Api;

/// <summary><c>/metrics</c>, in the text form of Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static void Map(WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics")
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]), new RoutePolicy(app.Services.GetRequiredService<TelemetryOptions>().MetricsAreOpen ? Role.Anonymous : Role.View));
}
