using System.Diagnostics.CodeAnalysis;
using Node.Core.Http;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>
/// <c>http</c>: asks a URL and gives the body as text. Always through the guarded client, literal URLs too: hosts in private
/// networks are reached
/// only where the admin's list allows them to this job.
/// </summary>
internal sealed class HttpTask(
    IOutboundHttp http, Param<string> method, Param<Uri> url, Param<MapValue?> requestData, Param<IReadOnlyList<KeyValuePair<string, string>>> headers)
    : PipelineTask
{
    /// <summary>Bytes of a response that are read. Default: 32 KiB.</summary>
    public const int BodyBytesMax = 32 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override TimeSpan? DefaultTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>The type.</summary>
    public static TaskType Type(IOutboundHttp http) => new(
        "http", ["method", "url", "requestData", "allowUnrestrictedNetworkAccess", "headers"], b => Create(b, http));

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!method.TryGet(scope, out var verb, out var failure)
            || !url.TryGet(scope, out var address, out failure)
            || !requestData.TryGet(scope, out var data, out failure)
            || !headers.TryGet(scope, out var extra, out failure))
        {
            return failure;
        }

        var request = new OutboundRequest
        {
            Method = new HttpMethod(verb),
            Url = address,
            Headers = HttpHeaders.WithJson(extra),
            Body = data is null ? (ReadOnlyMemory<byte>?)null : HttpBody.Write(data),
            BodyBytesMax = BodyBytesMax,
            Timeout = Timeout(scope),
            Caller = scope.Job.ExternalJobId.ToString(),
        };
        try
        {
            var response = await http.SendAsync(request, ct);
            scope.Note(new OutsideNote(address.Authority, response.Status, response.Body.Length));
            return HttpAnswer.Read(scope, HttpAnswer.Show(address), response.Status, response.Body);
        }
        catch (OutboundHttpException e)
        {
            scope.Note(new OutsideNote(address.Authority));
            return scope.Fail(
                e.IsTransient ? TaskErrorKind.Transient : TaskErrorKind.Permanent, $"{HttpAnswer.Show(address)}: {e.Message}");
        }
    }

    private static HttpTask Create(TaskBuilder builder, IOutboundHttp http)
    {
        var unrestricted = builder.Optional<bool>(
            "allowUnrestrictedNetworkAccess", ParamSources.Literal, ValueConversion.TryBool, false);
        if (unrestricted.IsConstant && builder.Text("allowUnrestrictedNetworkAccess") is { } text
            && ValueConversion.ReadBool(text) == true)
        {
            builder.Warn(
                "allowUnrestrictedNetworkAccess",
                "has no effect: which hosts a job may reach is not for its spec to say",
                "ask the admin to allow the host to this job");
        }

        return new HttpTask(
            http,
            builder.Optional<string>("method", ParamSources.Literal, HttpHeaders.TryMethod, "GET"),
            builder.Required<Uri>("url", ParamSources.Variable | ParamSources.Literal, TryUrl),
            builder.Optional<MapValue?>("requestData", ParamSources.Variable | ParamSources.Json, HttpBody.TryData, null),
            builder.Optional<IReadOnlyList<KeyValuePair<string, string>>>("headers", ParamSources.Literal, HttpHeaders.TryHeaders, []));
    }

    private static bool TryUrl(PipelineValue value, [MaybeNullWhen(false)] out Uri url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        if (!ValueConversion.TryText(value, out var text, out problem))
        {
            return false;
        }

        var isUrl = Uri.TryCreate(text.Trim(), UriKind.Absolute, out url) && (url.Scheme is "http" or "https")
            && url.Host.Length > 0;
        problem = isUrl ? null : $"found {Found.Value(value)}, accepted is a URL: http://… or https://…";
        return isUrl;
    }

    private TimeSpan Timeout(TaskScope scope)
    {
        var limit = scope.Task.Policy.Timeout is { } own ? (own > TimeSpan.Zero ? own : Longest) : DefaultTimeout!.Value;
        return limit < Longest ? limit : Longest;
    }
}
