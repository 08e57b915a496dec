namespace Node.Profiling.Pprof;

/// <summary>A place in the code.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="File">Its source file; empty when it is not known.</param>
/// <param name="Line">The line in it; 0 when it is not known.</param>
/// <param name="FunctionLine">The line at which the function begins; 0 when it is not known.</param>
internal readonly record struct Frame(string Function, string File = "", int Line = 0, int FunctionLine = 0);
