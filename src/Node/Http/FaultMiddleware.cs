using System.Data.Common;
using Node.Core.Storage;
using Node.Eth.Keys;
using Node.Http.Shapes;

namespace Node.Http;

/// <summary>Turns what escapes a route into an answer: bad requests, a database that is away, a keystore that cannot help; anything else is our fault and logged.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, Database database, ILogger<FaultMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // The last frame of a request: nobody above could handle it.
        catch (Exception e) when (context.Response.HasStarted)
#pragma warning restore CA1031
        {
            // A status and a part of the body are gone out: the caller has to see that the rest is missing.
            if (!context.RequestAborted.IsCancellationRequested)
            {
                HttpLog.CutOff(logger, e, context.GetEndpoint()?.DisplayName ?? "(no route)");
            }

            context.Abort();
        }
        catch (BadHttpRequestException e)
        {
            await JsonApi.WriteErrorAsync(context, e.StatusCode, e.Message);
        }
        catch (KeystoreException e)
        {
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status409Conflict, e.Message);
        }
        catch (DbException e) when (!database.IsRefusal(e))
        {
            HttpLog.DatabaseAway(logger, e);
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "the database did not answer; try again");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (OperationCanceledException)
        {
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "the node is stopping; try again");
        }
#pragma warning disable CA1031 // The last frame of a request: nobody above could handle it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            HttpLog.OurFault(logger, e, context.GetEndpoint()?.DisplayName ?? "(no route)");
            await JsonApi.WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "the node failed; its log says why");
        }
    }
}
