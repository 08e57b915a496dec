namespace Node.Core.Services;

/// <summary>What can be asked how it is. Answers come from stored state: asking does no work and waits for nothing.</summary>
public interface ICheckable
{
    /// <summary>Why it is not ready to serve, or null when it is.</summary>
    HealthFault? Ready();

    /// <summary>The health of it and of all it owns: name to fault, null meaning healthy. Names are unique dotted paths.</summary>
    IReadOnlyDictionary<string, HealthFault?> HealthReport();
}
