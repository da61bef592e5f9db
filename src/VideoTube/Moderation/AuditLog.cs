using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

/// <summary>What was done for the site, by whom and why: each act writes its line in its own transaction.</summary>
internal sealed class AuditLog(Database database, ListPages lists, TimeProvider time)
{
    private const string Columns = "x.id, x.actor_id, x.actor, x.action, x.kind, x.subject_id, x.reason, x.created_at";

    /// <summary>A person is named as their account is now: their token may say an older name.</summary>
    public Task WriteAsync(Session session, Actor actor, string action, string kind, Id subject, string reason) =>
        session.ExecuteAsync("""
            INSERT INTO audit_log (id, actor_id, actor, action, kind, subject_id, reason, created_at)
            VALUES (@id, @by, COALESCE((SELECT username FROM users WHERE id = @by), @Name), @action, @kind, @subject, @reason, @now)
            """, new { id = Id.New(time), by = actor.Id?.ToString(), actor.Name, action, kind, subject, reason, now = time.GetUtcNow() });

    public async Task<Page<AuditEntry>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<AuditEntry, AuditEntry>(
            read, page, List(filter), new { Actor = filter.Actor?.ToString(), filter.Action, Subject = filter.Subject?.ToString() }, values: null,
            entry => entry, last => Cursor.At(last.Id));
    }

    internal static ListSql List(AuditFilter filter)
    {
        var where = new List<string> { "1 = 1" };
        if (filter.Actor is not null)
            where.Add("x.actor_id = @Actor");
        if (filter.Action is not null)
            where.Add("x.action = @Action");
        if (filter.Subject is not null)
            where.Add("x.subject_id = @Subject");
        return ListSql.NewestFirst(Columns, "audit_log", "", string.Join(" AND ", where));
    }
}

/// <summary>Null: whatever it is.</summary>
internal sealed record AuditFilter(Id? Actor = null, string? Action = null, Id? Subject = null);

public sealed record AuditEntry
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>Null for the command line and for what time did.</summary>
    public string? ActorId { get; init; }

    /// <summary>Name of whoever did it, as it was then.</summary>
    public required string Actor { get; init; }

    /// <summary>video.take_down, user.ban, ...</summary>
    public required string Action { get; init; }
    public required string Kind { get; init; }
    public required Id SubjectId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
