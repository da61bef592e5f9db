using VideoTube.Data;

namespace VideoTube.Moderation;

/// <summary>Takes somebody's e-mail address for theirs: where no mail is sent, or none arrives.</summary>
internal sealed class ConfirmEmail(Database database, AuditLog audit)
{
    /// <summary>Does nothing, and notes nothing, when it is confirmed already.</summary>
    public Task RunAsync(Actor actor, Id person, CancellationToken ct) => database.WriteAsync(async session =>
    {
        if (await PeopleStore.ConfirmEmailAsync(session, person))
            await audit.WriteAsync(session, actor, "user.verify", "user", person, "");
    }, ct);
}
