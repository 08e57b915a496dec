namespace Node.Core.Storage;

/// <summary>
/// Gives out rising numbers without a round trip each: takes blocks of <see cref="BlockSize"/> from the table
/// <c>id_blocks</c>. Numbers of one source rise in the order they are taken; after a stop the rest of a block stays unused.
/// </summary>
public sealed class IdSource(Database database, string name) : IDisposable
{
    /// <summary>How many numbers are taken from the table at once.</summary>
    public const int BlockSize = 1000;

    private const string TakeSql =
        """
        INSERT INTO id_blocks (name, next_id) VALUES (@name, 1 + @size)
        ON CONFLICT (name) DO UPDATE SET next_id = id_blocks.next_id + @size
        RETURNING next_id
        """;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _next;
    private long _end;

    /// <summary>Takes <paramref name="count"/> numbers in a row.</summary>
    /// <returns>The first of them.</returns>
    public async Task<long> TakeAsync(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_end - _next < count)
            {
                var size = Math.Max(BlockSize, count);
                _end = await database.WriteAsync(session => TakeBlockAsync(session, name, size), cancellationToken);
                _next = _end - size;
            }

            var first = _next;
            _next += count;
            return first;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Takes <paramref name="count"/> numbers in a row as part of a transaction: they are taken when it commits, and until then
    /// nobody else takes numbers of this name. So they rise in the order of the commits, over all processes, without gaps.
    /// </summary>
    /// <returns>The first of them.</returns>
    public static async Task<long> TakeAsync(WriteSession session, string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return await TakeBlockAsync(session, name, count) - count;
    }

    /// <summary>The same as part of a group of statements.</summary>
    /// <returns>One number: the one after the last that is taken.</returns>
    public static GroupedNumbers Take(StatementGroup group, string name, int count)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return group.Query(TakeSql, ("name", name), ("size", (long)count));
    }

    /// <summary>The number that would be taken next; 0 when none was taken yet. Rises with each commit that takes some.</summary>
    public static async Task<long> PeekAsync(ReadSession session, string name) =>
        await session.FirstOrDefaultAsync<long?>("SELECT next_id FROM id_blocks WHERE name = @name", new { name }) ?? 0;

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static Task<long> TakeBlockAsync(WriteSession session, string name, int size) =>
        session.SingleAsync<long>(TakeSql, new { name, size = (long)size });
}
