namespace Node.Profiling;

/// <summary>What came of a gathering of the nurse.</summary>
internal enum GatherOutcome
{
    /// <summary>Profiles were kept, perhaps not all.</summary>
    Kept,

    /// <summary>Nothing of what was gathered could be kept.</summary>
    NothingKept,

    /// <summary>There was no room, so nothing was gathered.</summary>
    Full,

    /// <summary>Somebody else was gathering.</summary>
    Busy,

    /// <summary>Nothing could be gathered.</summary>
    Failed,
}
