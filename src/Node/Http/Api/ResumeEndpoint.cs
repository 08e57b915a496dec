using System.Text;
using System.Text.Json;
using Node.Auditing;
using Node.Core.Text;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;

namespace Node.Http.Api;

/// <summary>
/// <c>PATCH /v2/resume/{id}</c>: the answer of an adapter that comes later. The caller has no account; what it needs is the one-time
/// token of the address that it was given, as <c>?token=</c> or as <c>Authorization: Bearer</c>.
/// </summary>
internal static class ResumeEndpoint
{
    private const int TokenCharsMax = 256;
    private const string Bearer = "Bearer ";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPatch("/v2/resume/{id}", ResumeAsync).WithMetadata(new RoutePolicy(Role.Anonymous) { Act = AuditActs.None });

    private static async Task<IResult> ResumeAsync(
        string id, HttpRequest request, ICallbacks callbacks, BridgeOptions options, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out var callback))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id of the callback is not a UUID");
        }

        if (TokenOf(request) is not { } token)
        {
            return JsonApi.Error(
                StatusCodes.Status401Unauthorized, "the token of the callback is missing: send the request to the whole responseURL, or the token as Authorization: Bearer");
        }

        if (await ReadAsync(request, options.CallbackBytesMax, cancellationToken) is not { } text)
        {
            return JsonApi.Error(
                StatusCodes.Status413PayloadTooLarge, $"the body is larger than the limit CallbackBytesMax of {options.CallbackBytesMax} bytes");
        }

        if (!TryResult(text, out var result, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        var outcome = await callbacks.AnswerAsync(callback, token, result, cancellationToken);
        return outcome switch
        {
            CallbackOutcome.Accepted => Results.Ok(),
            CallbackOutcome.Unknown => JsonApi.Error(StatusCodes.Status404NotFound, "nothing waits under this id"),
            CallbackOutcome.WrongToken => JsonApi.Error(StatusCodes.Status401Unauthorized, "the token is not the one of this callback"),
            CallbackOutcome.Used => JsonApi.Error(StatusCodes.Status409Conflict, "the token was used: an answer was taken before, and it stays"),
            CallbackOutcome.Withdrawn => JsonApi.Error(
                StatusCodes.Status409Conflict, "no answer is waited for any more: the request itself gave the result, or it failed"),
            CallbackOutcome.Late => JsonApi.Error(StatusCodes.Status409Conflict, "the answer is too late: the task has failed meanwhile"),
            _ => JsonApi.Error(StatusCodes.Status409Conflict, "the run has ended meanwhile"),
        };
    }

    private static string? TokenOf(HttpRequest request)
    {
        string? token = request.Query["token"];
        string? authorization = request.Headers.Authorization;
        token ??= authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? authorization[Bearer.Length..].Trim() : null;
        return token is { Length: > 0 and <= TokenCharsMax } ? token : null;
    }

    private static async Task<string?> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        if (request.ContentLength > bytesMax)
        {
            return null;
        }

        var buffer = new byte[bytesMax + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > bytesMax ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }

    // The value stays JSON text, as an answer that comes at once does, so that what follows need not care when it came.
    private static bool TryResult(string text, out TaskResult result, out string? problem)
    {
        result = default;
        problem = "must provide only one of either 'value' or 'error' key";
        try
        {
            using var body = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (body.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            var hasValue = body.RootElement.TryGetProperty("value", out var value);
            var hasError = body.RootElement.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null;
            if ((hasError && hasValue && value.ValueKind != JsonValueKind.Null) || (!hasError && !hasValue))
            {
                return false;
            }

            if (hasError && error.ValueKind != JsonValueKind.String)
            {
                problem = "error is not a text";
                return false;
            }

            result = hasError
                ? TaskResult.Fail($"the bridge answered with an error: {Untrusted.Show(error.GetString())}")
                : TaskResult.Ok(PipelineValue.Of(value.GetRawText()));
            problem = null;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = $"the body is not JSON ({e.Message}); send {{\"value\": …}} or {{\"error\": \"…\"}}";
            return false;
        }
    }
}
