namespace Node.Jobs.Running;

/// <summary>Who has a lane, as far as this process knows.</summary>
internal enum LaneHold
{
    /// <summary>Nobody is known.</summary>
    Nobody,

    /// <summary>This process has asked for it.</summary>
    Asked,

    /// <summary>This process.</summary>
    Owned,

    /// <summary>Another process.</summary>
    Foreign,

    /// <summary>The lane is given up: its job is gone and it is empty.</summary>
    Retired,
}
