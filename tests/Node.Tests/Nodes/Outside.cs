using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Node.Tests.Nodes;

/// <summary>A server on loopback that answers as the test says.</summary>
internal sealed class Outside : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private Outside(WebApplication app) => _app = app;

    /// <summary>Where it is.</summary>
    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Host and port, as the list of allowed hosts takes them.</summary>
    public string Host => Url.Authority;

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static async Task<Outside> StartAsync(RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var app = builder.Build();
        var outside = new Outside(app);
        app.Run(context =>
        {
            Interlocked.Increment(ref outside._requests);
            return answer(context);
        });
        await app.StartAsync();
        return outside;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
