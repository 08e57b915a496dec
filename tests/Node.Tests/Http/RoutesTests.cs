using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Node.Http.Auth;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http;

public sealed class RoutesTests(TestNode node) : IClassFixture<TestNode>
{
    private static readonly string[] Probes = ["/live", "/ready", "/readyz", "/health"];

    // Whoever calls it has a one-time token of its own and no account.
    private const string Callback = "/v2/resume/1";

    /// <summary>Every route as the running server has it, with values for its parameters.</summary>
    private IReadOnlyList<(string Method, string Path, RoutePolicy? Policy)> Routes =>
    [
        .. node.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (
                method,
                endpoint.RoutePattern.RawText!.Replace("{id}", "1", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal).Replace("{runId}", "1", StringComparison.Ordinal),
                endpoint.Metadata.GetMetadata<RoutePolicy>()))),
    ];

    [Fact]
    public void Every_route_states_its_policy_and_only_probes_are_open_to_all()
    {
        Assert.True(Routes.Count > 12, "the routes were not found");
        Assert.All(Routes, route => Assert.NotNull(route.Policy));
        Assert.Equal(
            Probes.Append(Callback).Order(), Routes.Where(route => route.Policy!.Least == Role.Anonymous).Select(route => route.Path).Order());
        Assert.All(Routes.Where(route => route.Method is not ("GET" or "HEAD") && route.Path != Callback), route => Assert.True(route.Policy!.Least > Role.View, route.Path));
    }

    [Fact]
    public async Task Every_route_but_the_probes_denies_a_caller_without_a_token()
    {
        foreach (var (method, path, policy) in Routes.Where(route => route.Policy!.Least > Role.Anonymous))
        {
            var answer = await node.Nobody.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null);
            Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{method} {path} ({policy}): {answer}");
            Assert.Contains("API token", Assert.Single(answer.Errors), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("X-API-KEY", "")]
    [InlineData("X-API-SECRET", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("X-API-SECRET", "")]
    public async Task A_wrong_key_or_secret_is_denied(string header, string value)
    {
        var token = node.Host.NewToken!;
        (string, string)[] headers = header == "X-API-KEY"
            ? [("X-API-KEY", value), ("X-API-SECRET", token.Secret)]
            : [("X-API-KEY", token.AccessKey), ("X-API-SECRET", value)];

        var answer = await node.Nobody.SendAsync(HttpMethod.Get, "/v2/jobs", null, headers);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.DoesNotContain(token.Secret, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bearer_token_is_the_same_token()
    {
        var token = node.Host.NewToken!;

        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.SendAsync(HttpMethod.Get, "/v2/ping", null, ("Authorization", $"Bearer {token.AccessKey}:{token.Secret}"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.Nobody.SendAsync(HttpMethod.Get, "/v2/ping", null, ("Authorization", $"Bearer {token.AccessKey}:x"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.Nobody.SendAsync(HttpMethod.Get, "/v2/ping", null, ("Authorization", "Bearer x"))).Status);
    }

    [Fact]
    public async Task Probes_answer_everybody()
    {
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/ready")).Status);
        var health = await node.Nobody.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.Equal("application/vnd.api+json", health.ContentType);
        Assert.All(health.List, check =>
        {
            Assert.Equal("checks", check!["type"]!.GetValue<string>());
            Assert.Equal(check["id"]!.GetValue<string>(), check["attributes"]!["name"]!.GetValue<string>());
            Assert.Equal("passing", check["attributes"]!["status"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task An_unknown_path_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.GetAsync("/v2/nope")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Nobody.GetAsync("/v2/nope")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Nobody.GetAsync("/../../etc/passwd")).Status);
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_take_is_named_as_such()
    {
        var answer = await node.Api.SendAsync(HttpMethod.Put, "/v2/jobs", "{}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await node.Nobody.SendAsync(HttpMethod.Post, "/live", "{}")).Status);
    }
}
