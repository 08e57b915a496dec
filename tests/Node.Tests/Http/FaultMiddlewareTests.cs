using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Http;
using Node.Testing.Storage;
using Xunit;

namespace Node.Tests.Http;

public sealed class FaultMiddlewareTests
{
    [Fact]
    public async Task A_database_that_refuses_what_it_is_given_is_not_away()
    {
        await using var test = await TestDatabase.CreateAsync(EngineKind.Sqlite);
        var context = new DefaultHttpContext();
        await new FaultMiddleware(
            _ => test.Database.WriteAsync(
                async session =>
                {
                    await session.ExecuteAsync("CREATE TABLE narrow (x INTEGER NOT NULL)");
                    await session.ExecuteAsync("INSERT INTO narrow VALUES (NULL)");
                },
                TestContext.Current.CancellationToken),
            test.Database,
            NullLogger<FaultMiddleware>.Instance).InvokeAsync(context);

        Assert.Equal(StatusCodes.Status500InternalServerError, context.Response.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_fails_in_its_middle_is_cut_off()
    {
        await using var test = await TestDatabase.CreateAsync(EngineKind.Sqlite);
        Exception[] faults =
        [
            new InvalidOperationException("x"), new OperationCanceledException(), new TimeoutException(), new BadHttpRequestException("x"),
        ];
        foreach (var fault in faults)
        {
            var context = new DefaultHttpContext();
            var response = new StartedResponse();
            var lifetime = new Lifetime();
            context.Features.Set<IHttpResponseFeature>(response);
            context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);

            await new FaultMiddleware(_ => throw fault, test.Database, NullLogger<FaultMiddleware>.Instance).InvokeAsync(context);

            Assert.True(lifetime.IsAborted, fault.GetType().Name);
            Assert.Equal(StatusCodes.Status200OK, response.StatusCode);
        }
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
