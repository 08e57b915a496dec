namespace Node.Jobs.Runs.Retention;

/// <summary>
/// What rows take in a SQLite file. Rows are written one after the other, so a page holds as many as fit and the next row begins a
/// new page; this counts in the same way. SQLite itself can only tell by reading the whole table.
/// </summary>
internal static class SqlitePages
{
    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = 4096;

    /// <summary>What one run takes in the indexes of the history.</summary>
    public const int IndexBytes = 38;

    // Of the file format: a leaf's head, the pointer to a cell with the cell's own head, and the limits of what stays in the leaf.
    private const int LeafBytes = PageBytes - 8;
    private const int CellHeadBytes = 2 + 3 + 4;
    private const int InLeafMax = PageBytes - 35;
    private const int InLeafMin = ((PageBytes - 12) * 32 / 255) - 23;
    private const int OverflowBytes = PageBytes - 4;

    /// <summary>The average bytes of rows that lie one after the other.</summary>
    /// <param name="rows">The sizes of the rows, in their order, head of the row included.</param>
    public static double AverageBytes(IReadOnlyList<long> rows)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        long pages = 0;
        long used = 0;
        long overflowPages = 0;
        foreach (var row in rows)
        {
            var inLeaf = row;
            if (row > InLeafMax)
            {
                var rest = InLeafMin + ((row - InLeafMin) % OverflowBytes);
                inLeaf = rest <= InLeafMax ? rest : InLeafMin;
                overflowPages += (row - inLeaf + OverflowBytes - 1) / OverflowBytes;
                inLeaf += sizeof(int);
            }

            var cell = inLeaf + CellHeadBytes;
            if (used + cell > LeafBytes)
            {
                pages++;
                used = 0;
            }

            used += cell;
        }

        return ((pages + overflowPages) * PageBytes + (PageBytes * (double)used / LeafBytes)) / rows.Count;
    }
}
