using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Logs;

/// <summary>Knows all cursors of a chain: read once, then kept in step with the table.</summary>
internal sealed class LogCursorKeeper(Database database, ChainId chain)
{
    private Dictionary<string, LogCursor>? _cursors;

    /// <summary>
    /// The cursor of a name; a new one begins at <paramref name="nextBlock"/>. Not for several callers at once.
    /// </summary>
    public async Task<LogCursor> OpenAsync(string name, long? nextBlock, CancellationToken cancellationToken)
    {
        if (_cursors is null)
        {
            var stored = await database.ReadAsync(session => LogCursorRepository.ListAsync(session, chain), cancellationToken);
            _cursors = stored.ToDictionary(cursor => cursor.Name);
        }

        return _cursors.Remove(name, out var known)
            ? known
            : await database.WriteAsync(
                session => LogCursorRepository.AddAsync(session, chain, name, nextBlock), cancellationToken);
    }

    /// <summary>Stores the position of a subscription that is no longer served, so that it may be taken up again.</summary>
    public async Task KeepAsync(ServedSubscription served, CancellationToken cancellationToken)
    {
        await SaveAsync([served], cancellationToken);
        _cursors?.Add(served.Subscription.Name, new LogCursor
        {
            Id = served.CursorId,
            Name = served.Subscription.Name,
            NextBlock = served.NextBlock,
            FirstBlock = served.FirstBlock,
            LastHash = served.LastHash?.ToBytes(),
        });
    }

    /// <summary>Drops the cursor of a name.</summary>
    public async Task ForgetAsync(string name, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => LogCursorRepository.DeleteAsync(session, chain, name), cancellationToken);
        _cursors?.Remove(name);
    }

    /// <summary>Stores the positions that moved: one statement for all that are at the same place, all in one commit.</summary>
    public async Task SaveAsync(IEnumerable<ServedSubscription> served, CancellationToken cancellationToken)
    {
        var places = served.Where(one => one.IsDirty && one.NextBlock is not null)
            .GroupBy(one => (Next: one.NextBlock!.Value, one.LastHash))
            .Select(group => (group.Key, Members: group.ToList()))
            .ToList();
        if (places.Count == 0)
        {
            return;
        }

        await database.WriteAsync(
            async session =>
            {
                foreach (var (place, members) in places)
                {
                    await LogCursorRepository.MoveAsync(session, members.Select(one => one.CursorId), place.Next, place.LastHash);
                }
            },
            cancellationToken);
        foreach (var (place, members) in places)
        {
            members.ForEach(one => one.Saved(place.Next, place.LastHash));
        }
    }
}
