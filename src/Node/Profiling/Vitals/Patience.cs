namespace Node.Profiling.Vitals;

/// <summary>How long the runtime may take to answer.</summary>
/// <param name="Usual">Usually: at the end of a session it says the names of all methods, which takes long on a busy machine.</param>
/// <param name="WhenStopping">Once the node stops.</param>
internal sealed record Patience(TimeSpan Usual, TimeSpan WhenStopping)
{
    /// <summary>60 seconds, and 5 once the node stops.</summary>
    public static readonly Patience Default = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
}
