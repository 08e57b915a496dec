using System.Text;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>What a response means.</summary>
internal static class HttpAnswer
{
    private const int ErrorStatus = 400;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The body as text, or as bytes where it is not UTF-8; from status 400 on an error with what the other side says of it.</summary>
    public static TaskResult Read(TaskScope scope, string who, int status, byte[] bytes)
    {
        if (status < ErrorStatus)
        {
            return TaskResult.Ok(Body(bytes));
        }

        var body = Encoding.UTF8.GetString(bytes);

        var kind = status is 408 or 425 or 429 or >= 500 ? TaskErrorKind.Transient : TaskErrorKind.Permanent;
        return scope.Fail(kind, $"{who} answered with status {status}: {Found.Quote(Reason(body))}");
    }

    /// <summary>A URL without what may be secret: user, query and fragment.</summary>
    public static string Show(Uri url) => Found.Quote($"{url.Scheme}://{url.Authority}{url.AbsolutePath}");

    private static PipelineValue Body(byte[] bytes)
    {
        try
        {
            return PipelineValue.Of(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return PipelineValue.Of(bytes);
        }
    }

    private static string Reason(string body)
    {
        if (!JsonValueReader.TryReadFirst(body, out var value, out _) || value is not MapValue map)
        {
            return body;
        }

        foreach (var name in new[] { "error", "errorMessage" })
        {
            if (map.TryGet(name, out var member) && member is not NullValue)
            {
                return member is TextValue text ? text.Value : ValueJson.Write(member);
            }
        }

        return body;
    }
}
