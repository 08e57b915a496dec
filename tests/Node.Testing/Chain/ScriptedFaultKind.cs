namespace Node.Testing.Chain;

/// <summary>Ways in which an answer goes wrong.</summary>
public enum ScriptedFaultKind
{
    /// <summary>An HTTP status other than 200.</summary>
    Status,

    /// <summary>Another body than the right one.</summary>
    Body,

    /// <summary>Half of the right body; then the connection breaks.</summary>
    Truncated,

    /// <summary>The connection breaks before any answer, and the call is not executed.</summary>
    Reset,

    /// <summary>The call is executed, then the connection breaks before the answer.</summary>
    LostAnswer,

    /// <summary>No answer until the caller gives up; the call is not executed.</summary>
    Hang,

    /// <summary>Each answer carries the id of another call.</summary>
    WrongId,

    /// <summary>A JSON-RPC error instead of the result; the call is not executed.</summary>
    Error,

    /// <summary>A null result; the call is not executed.</summary>
    Null,
}
