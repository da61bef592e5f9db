using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Notifications;

/// <summary>What a person was told: reads it, marks it, removes it.</summary>
internal sealed class NotificationStore(Database database, ListPages lists, Notify notify, TimeProvider time)
{
    /// <summary>Unseen ones are counted up to this number.</summary>
    public const int MostUnseen = 100;

    public async Task<NotificationPage> ListAsync(Id person, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var now = time.GetUtcNow();
        var list = await lists.ReadAsync<NotificationRow, Notification>(
            read, page, NotificationSql.List, new { Viewer = person }, new { Now = now }, row => row.ToNotification(), last => Cursor.At(last.Id));
        return NotificationPage.Of(list, await read.GetAsync<long>(NotificationSql.Unseen, new { Viewer = person, Now = now, MostUnseen }));
    }

    /// <summary>Null when there is none that this person may see.</summary>
    public async Task<Notification?> FindAsync(Id notification, Id person, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return (await read.FindAsync<NotificationRow>(NotificationSql.One, new { id = notification, Viewer = person, Now = time.GetUtcNow() }))?.ToNotification();
    }

    public async Task<long> CountUnseenAsync(Id person, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.GetAsync<long>(NotificationSql.Unseen, new { Viewer = person, Now = time.GetUtcNow(), MostUnseen });
    }

    /// <param name="ids">Null for all. Those of others are passed over.</param>
    /// <returns>How many are left that were not seen.</returns>
    public async Task<long> MarkSeenAsync(Id person, IReadOnlyList<Id>? ids, CancellationToken ct)
    {
        await database.WriteAsync(async session =>
        {
            if (ids is null)
                await session.ExecuteAsync("UPDATE notifications SET seen = TRUE WHERE user_id = @person AND seen = FALSE", new { person });
            foreach (var id in ids ?? [])
                await session.ExecuteAsync("UPDATE notifications SET seen = TRUE WHERE id = @id AND user_id = @person", new { id, person });
            await notify.ChangedAsync(session, person);
        }, ct);
        return await CountUnseenAsync(person, CancellationToken.None);
    }

    /// <summary>False when this person has no such notification.</summary>
    public Task<bool> DeleteAsync(Id notification, Id person, CancellationToken ct) => database.WriteAsync(async session =>
    {
        if (await session.ExecuteAsync("DELETE FROM notifications WHERE id = @notification AND user_id = @person", new { notification, person }) == 0)
            return false;
        await notify.ChangedAsync(session, person);
        return true;
    }, ct);
}
