using VideoTube.Data;

namespace VideoTube.Moderation;

/// <summary>What is taken down, and why; as part of a transaction.</summary>
internal static class TakedownStore
{
    /// <summary>Takes the thing until the transaction ends: of two acts on it, the second sees what the first did. False when it is not there.</summary>
    /// <param name="table">Of <see cref="SubjectKind.TableOf"/>.</param>
    public static async Task<bool> HoldSubjectAsync(Session session, string table, Id id) =>
        await session.ExecuteAsync($"UPDATE {table} SET withheld = withheld WHERE id = @id", new { id }) == 1;

    public static Task<Takedown> PutAsync(Session session, string kind, Id id, string reason, bool byLaw, DateTimeOffset now) => session.GetAsync<Takedown>("""
        INSERT INTO takedowns (kind, subject_id, reason, by_law, created_at) VALUES (@kind, @id, @reason, @byLaw, @now)
        ON CONFLICT (kind, subject_id) DO UPDATE SET reason = excluded.reason, by_law = excluded.by_law
        RETURNING kind, subject_id, reason, by_law, created_at
        """, new { kind, id, reason, byLaw, now });

    /// <summary>False when it is not taken down.</summary>
    public static async Task<bool> RemoveAsync(Session session, string kind, Id id) =>
        await session.ExecuteAsync("DELETE FROM takedowns WHERE kind = @kind AND subject_id = @id", new { kind, id }) == 1;
}
