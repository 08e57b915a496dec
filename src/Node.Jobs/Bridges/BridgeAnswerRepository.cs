using Node.Core.Storage;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Jobs.Bridges;

/// <summary>The table <c>bridge_answers</c>.</summary>
internal sealed class BridgeAnswerRepository
{
    /// <summary>Keeps an answer, and of the bridge's answers only the newest.</summary>
    public async Task KeepAsync(WriteSession session, BridgeQuestion question, string answer, DateTimeOffset at, int countMax)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO bridge_answers (bridge_name, digest, answer, kept_at) VALUES (@name, @digest, @answer, @at)
            ON CONFLICT (bridge_name, digest) DO UPDATE SET answer = excluded.answer, kept_at = excluded.kept_at
            """,
            new { name = question.Name, digest = question.Digest, answer, at });
        await session.ExecuteAsync(
            """
            DELETE FROM bridge_answers WHERE bridge_name = @name AND kept_at < (
                SELECT kept_at FROM bridge_answers WHERE bridge_name = @name ORDER BY kept_at DESC LIMIT 1 OFFSET @last)
            """,
            new { name = question.Name, last = (long)countMax - 1 });
    }

    /// <summary>The answer to a question when it is not older; null when there is none.</summary>
    public Task<string?> FindAsync(ReadSession session, BridgeQuestion question, DateTimeOffset notBefore) => session.FirstOrDefaultAsync<string>(
        "SELECT answer FROM bridge_answers WHERE bridge_name = @name AND digest = @digest AND kept_at >= @notBefore",
        new { name = question.Name, digest = question.Digest, notBefore });

    /// <summary>Forgets the answers of a bridge.</summary>
    public Task RemoveAsync(WriteSession session, string name) =>
        session.ExecuteAsync("DELETE FROM bridge_answers WHERE bridge_name = @name", new { name });

    /// <summary>How many answers of a bridge are kept.</summary>
    public Task<long> CountAsync(ReadSession session, string name) =>
        session.SingleAsync<long>("SELECT count(*) FROM bridge_answers WHERE bridge_name = @name", new { name });
}
