namespace Node.Profiling.Nettrace;

/// <summary>The stream is not a trace of the runtime, or not one of the form that is read here.</summary>
internal sealed class NettraceException(string message, Exception? inner = null) : Exception(message, inner);
