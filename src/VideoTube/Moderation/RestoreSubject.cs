using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Notifications;

namespace VideoTube.Moderation;

/// <summary>Why a decision is taken back; may be left out.</summary>
internal sealed record Reversal(
    [property: System.ComponentModel.DataAnnotations.StringLength(500)] string? Reason) : IRequestBody<Reversal>;

/// <summary>Ends a take-down. What its owner's ban or a withheld comment above it withholds stays so.</summary>
internal sealed class RestoreSubject(Database database, Withholding withholding, Announcement announcement, AuditLog audit)
{
    /// <summary>Null when it is restored.</summary>
    public Task<ApiError?> RunAsync(Actor actor, string kind, Id id, string reason, CancellationToken ct) =>
        database.WriteAsync(async session =>
        {
            if (SubjectKind.TableOf(kind) is not { } table)
                return ModerationErrors.KindUnknown;
            await TakedownStore.HoldSubjectAsync(session, table, id);
            if (!await TakedownStore.RemoveAsync(session, kind, id))
                return ModerationErrors.NotTakenDown;
            await withholding.SettleAsync(session, kind, id);
            if (kind == SubjectKind.Video)
                await announcement.QueueAsync(session, id);
            await audit.WriteAsync(session, actor, $"{kind}.restore", kind, id, reason);
            return null;
        }, ct);
}
