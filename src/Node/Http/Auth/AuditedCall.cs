using Node.Auditing;

namespace Node.Http.Auth;

/// <summary>A call that is an administrative act, until it is recorded.</summary>
internal sealed class AuditedCall
{
    private readonly HttpContext _context;
    private readonly AuditLog _audit;
    private readonly string _act;
    private readonly AuditActor _actor;
    private readonly string _trace;
    private bool _isRecorded;

    public AuditedCall(HttpContext context, string act, AuditLog audit)
    {
        (_context, _act, _audit) = (context, act, audit);
        _actor = Caller.Of(context).ActorOf(context);
        _trace = AuditMiddleware.TraceOf(context);
        foreach (var (name, value) in context.Request.RouteValues)
        {
            Notes.Add(name, value?.ToString());
        }
    }

    /// <summary>What it is done to.</summary>
    public AuditNotes Notes { get; } = new();

    /// <summary>Records it. An act that was done and could not be recorded after all is not answered as a good one.</summary>
    public Task BeforeAnswerAsync()
    {
        if (!Record() && _context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            _context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends it; records it when there was no answer, since the caller had gone.</summary>
    public Task AfterAnswerAsync()
    {
        Record();
        _audit.End();
        return Task.CompletedTask;
    }

    private bool Record()
    {
        if (_isRecorded)
        {
            return true;
        }

        _isRecorded = true;
        return _audit.Record(new AuditRecord(_act, _actor, _context.Response.StatusCode, _trace, Notes.All));
    }
}
