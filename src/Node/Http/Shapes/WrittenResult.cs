namespace Node.Http.Shapes;

/// <summary>Answers with a document that is written already.</summary>
/// <param name="utf8">The document, which must not change while it is sent.</param>
/// <param name="status">The status.</param>
internal sealed class WrittenResult(byte[] utf8, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, JsonApi.ContentType, utf8.Length);
        return response.Body.WriteAsync(utf8, httpContext.RequestAborted).AsTask();
    }
}
