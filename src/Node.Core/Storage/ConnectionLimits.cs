namespace Node.Core.Storage;

/// <summary>How many connections there may be at once.</summary>
/// <param name="Reading">For reading.</param>
/// <param name="Writing">For writing.</param>
internal readonly record struct ConnectionLimits(int Reading, int Writing)
{
    private const double WritingShare = 0.25;

    /// <summary>Divides all that there may be: readers cannot take those of writers, however many there are.</summary>
    /// <param name="all">At least 2.</param>
    public static ConnectionLimits Of(int all)
    {
        var writing = Math.Max(1, (int)(all * WritingShare));
        return new ConnectionLimits(all - writing, writing);
    }
}
