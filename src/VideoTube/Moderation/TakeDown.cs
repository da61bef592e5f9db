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
            if (!await TakedownStore.HoldSubjectAsync(session, table, id))
                return ModerationErrors.SubjectNotFound;
            var now = time.GetUtcNow();
            var takedown = await TakedownStore.PutAsync(session, kind, id, reason, byLaw, now);
            await withholding.SettleAsync(session, kind, id);
            await ReportStore.UpholdAsync(session, kind, id, reason, now);
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
