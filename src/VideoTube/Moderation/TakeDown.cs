using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

/// <param name="Reason">Shown to the owner, and to whoever asks for a video.</param>
/// <param name="ByLaw">The law, not the site, wants it so.</param>
internal sealed record TakedownRequest(
    [property: Required, StringLength(500, MinimumLength = 1)] string? Reason, bool ByLaw = false) : IRequestBody<TakedownRequest>;

/// <summary>Withholds a video, a comment with its answers, or a post, and upholds the open reports on it.</summary>
internal sealed class TakeDown(Database database, Withholding withholding, AuditLog audit, TimeProvider time)
{
    /// <param name="kind">One of <see cref="SubjectKind"/>, but no channel.</param>
    public Task<Result<Takedown>> RunAsync(Actor actor, string kind, Id id, string reason, bool byLaw, CancellationToken ct) =>
        database.WriteAsync<Result<Takedown>>(async session =>
        {
            if (SubjectKind.TableOf(kind) is not { } table)
                return ModerationErrors.KindUnknown;
            // Held first: of two acts on one thing, the second sees what the first did.
            if (await session.ExecuteAsync($"UPDATE {table} SET withheld = withheld WHERE id = @id", new { id }) == 0)
                return ModerationErrors.SubjectNotFound;
            var of = new { kind, id, reason, byLaw, now = time.GetUtcNow() };
            var takedown = await session.GetAsync<Takedown>("""
                INSERT INTO takedowns (kind, subject_id, reason, by_law, created_at) VALUES (@kind, @id, @reason, @byLaw, @now)
                ON CONFLICT (kind, subject_id) DO UPDATE SET reason = excluded.reason, by_law = excluded.by_law
                RETURNING kind, subject_id, reason, by_law, created_at
                """, of);
            await withholding.SettleAsync(session, kind, id);
            await session.ExecuteAsync("""
                UPDATE reports SET state = 'upheld', resolution = @reason, updated_at = @now
                WHERE kind = @kind AND subject_id = @id AND state = 'open'
                """, of);
            await audit.WriteAsync(session, actor, $"{kind}.{(byLaw ? "block_by_law" : "take_down")}", kind, id, reason);
            return takedown;
        }, ct);
}

internal sealed record Takedown
{
    public required string Kind { get; init; }

    [JsonPropertyName("subject")]
    public required Id SubjectId { get; init; }
    public required string Reason { get; init; }
    public required bool ByLaw { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
