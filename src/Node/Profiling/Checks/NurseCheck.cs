namespace Node.Profiling;

/// <summary>One check of the nurse.</summary>
internal sealed class NurseCheck(string reason, Func<IReadOnlyDictionary<string, string>?> look)
{
    /// <summary>What is wrong when it trips.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether its last call threw.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What was measured when something is wrong; null when all is well.</summary>
    public IReadOnlyDictionary<string, string>? Look() => look();
}
