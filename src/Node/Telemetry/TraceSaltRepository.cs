using Node.Core.Storage;

namespace Node.Telemetry;

/// <summary>The table <c>trace_salt</c>: one row.</summary>
internal sealed class TraceSaltRepository
{
    /// <summary>Stores a salt unless there is one, and gives back the one that is stored.</summary>
    public async Task<byte[]> KeepAsync(WriteSession session, byte[] salt)
    {
        await session.ExecuteAsync("INSERT INTO trace_salt (id, salt) VALUES (1, @salt) ON CONFLICT (id) DO NOTHING", new { salt });
        return await session.SingleAsync<byte[]>("SELECT salt FROM trace_salt WHERE id = 1");
    }
}
