using VideoTube.Data;

namespace VideoTube.Moderation;

/// <summary>Notes in the audit log what the command line did by an act that people also do to themselves.</summary>
internal sealed class NoteAct(Database database, AuditLog audit)
{
    public Task RunAsync(string action, Id person, CancellationToken ct) =>
        database.WriteAsync(session => audit.WriteAsync(session, Actor.CommandLine, action, "user", person, ""), ct);
}
