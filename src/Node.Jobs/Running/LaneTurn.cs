namespace Node.Jobs.Running;

/// <summary>What to do with a lane whose turn it is.</summary>
internal enum LaneTurn
{
    /// <summary>Nothing to start now.</summary>
    Nothing,

    /// <summary>Start the run.</summary>
    Run,

    /// <summary>Load more from the database.</summary>
    Load,
}
