using Node.Core.Storage;

namespace Node.Eth.Logs;

/// <summary>The stored positions of subscriptions that are not being served.</summary>
public static class LogPositions
{
    /// <summary>Drops the positions that a name has on any chain, also on chains that are not configured any more.</summary>
    /// <remarks>A subscription that is being served keeps its position in memory: end it with <see cref="ILogPoller.UnsubscribeAsync"/>.</remarks>
    public static Task ForgetAsync(WriteSession session, string name) => LogCursorRepository.DeleteAsync(session, name);
}
