using System.Diagnostics;
using Node.Auditing;
using Node.Http.Shapes;

namespace Node.Http.Auth;

/// <summary>
/// Records administrative acts: refuses one that could not be recorded, and has the record on disk before the answer begins. Stands behind
/// authentication; what comes of the call outside of it, as a fault, is recorded too, since it goes by the answer. Other calls pass untouched.
/// </summary>
internal sealed class AuditMiddleware(RequestDelegate next, AuditLog audit)
{
    public Task InvokeAsync(HttpContext context)
    {
        var act = context.GetEndpoint()?.Metadata.GetMetadata<RoutePolicy>()?.Act;
        return string.IsNullOrEmpty(act) || !audit.IsEnabled ? next(context) : InvokeAsync(context, act);
    }

    /// <summary>The id of a call, as its trace or the log has it.</summary>
    public static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    private Task InvokeAsync(HttpContext context, string act)
    {
        if (audit.Begin() is { } problem)
        {
            return JsonApi.WriteErrorAsync(context, StatusCodes.Status503ServiceUnavailable, problem);
        }

        var call = new AuditedCall(context, act, audit);
        context.Features.Set(call.Notes);
        context.Response.OnStarting(call.BeforeAnswerAsync);
        context.Response.OnCompleted(call.AfterAnswerAsync);
        return next(context);
    }
}
