namespace Node.Jobs.Running;

/// <summary>How the places of the node are shared among its jobs: no job that runs already takes the last of them.</summary>
internal static class LaneShare
{
    private const int Share = 8;

    /// <summary>How many places are kept for jobs that have none: an eighth, at least one where there are several.</summary>
    public static int KeptFree(int places) => places < 2 ? 0 : Math.Max(1, places / Share);

    /// <summary>Whether a job may start one more run.</summary>
    /// <param name="running">How many of its runs go already.</param>
    /// <param name="free">Free places, with the one it would take.</param>
    /// <param name="places">All places.</param>
    public static bool MayStart(int running, int free, int places) => running == 0 || free > KeptFree(places);
}
