using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Notifications;
using VideoTube.Playback;

namespace VideoTube.Moderation;

/// <summary>
/// What the site withholds: what was taken down, what comes from a banned person, and answers to a withheld comment.
/// Each statement works that out anew, so that undoing one reason leaves the others in force.
/// </summary>
internal sealed class Withholding(Database database, ListPages lists, MediaAccess access, Announcement announcement, TimeProvider time)
{
    // Some milliseconds of the one writer that SQLite has; others get their turn between batches.
    private const int BatchRows = 500;

    /// <summary>What was on its way to the database when a ban was written is there by then.</summary>
    internal static readonly TimeSpan SettlesWithin = TimeSpan.FromMinutes(1);

    private const string Banned = "SELECT 1 FROM users u WHERE u.banned_at IS NOT NULL AND u.id =";
    private const string OfVideo = $"(EXISTS (SELECT 1 FROM takedowns t WHERE t.kind = 'video' AND t.subject_id = x.id) OR EXISTS ({Banned} x.owner_id))";
    private const string OfPost = $"(EXISTS (SELECT 1 FROM takedowns t WHERE t.kind = 'post' AND t.subject_id = x.id) OR EXISTS ({Banned} x.owner_id))";
    private const string OfComment = $"""
        (EXISTS (SELECT 1 FROM takedowns t WHERE t.kind = 'comment' AND t.subject_id = x.id) OR EXISTS ({Banned} x.author_id)
         OR EXISTS (SELECT 1 FROM comments p WHERE p.id = x.parent_id AND p.withheld = TRUE))
        """;

    // Answers come last: they follow what they answer.
    private static readonly (string Table, string Whose, string Truth)[] OfPerson =
    [
        ("videos", "x.owner_id = @person", OfVideo),
        ("posts", "x.owner_id = @person", OfPost),
        ("comments", "x.author_id = @person", OfComment),
        ("comments", "x.parent_id IN (SELECT p.id FROM comments p WHERE p.author_id = @person)", OfComment),
    ];

    private static IEnumerable<(string Table, string Whose, string Truth)> Own => OfPerson.Take(3);

    /// <summary>One thing, inside the act that takes it down or restores it; a comment with its answers.</summary>
    public async Task SettleAsync(Session session, string kind, Id id)
    {
        var truth = kind switch { SubjectKind.Video => OfVideo, SubjectKind.Post => OfPost, _ => OfComment };
        await session.ExecuteAsync(UpdateSql(SubjectKind.TableOf(kind)!, "x.id = @id", truth), new { id });
        if (kind == SubjectKind.Comment)
            await session.ExecuteAsync(UpdateSql("comments", "x.parent_id = @id", truth), new { id });
        session.AfterCommit(() =>
        {
            lists.Forget();
            access.Forget(id);
        });
    }

    /// <summary>Everything of a person, after a ban or its end, in many short transactions.</summary>
    public async Task SettlePersonAsync(Id person, CancellationToken ct)
    {
        var begun = time.GetUtcNow();
        foreach (var (table, whose, truth) in OfPerson)
            await SettleAllAsync(person, table, whose, truth, ct);
        lists.Forget();
        await database.ExecuteAsync(
            "UPDATE users SET settle_since = NULL WHERE id = @person AND settle_since <= @before", new { person, before = begun - SettlesWithin }, ct);
    }

    /// <summary>Everything of a person that is not withheld yet, inside the act that closes their account.</summary>
    public async Task WithholdAsync(Session session, Id person)
    {
        foreach (var (table, whose, _) in Own)
        {
            var withheld = await session.ListAsync<Id>($"UPDATE {table} AS x SET withheld = TRUE WHERE {whose} AND x.withheld = FALSE RETURNING id", new { person });
            session.AfterCommit(() => Forget(table, withheld));
        }
    }

    /// <summary>
    /// Before that act, in short transactions: so much that little is left to it. Should it never come, <see cref="SettlePersonAsync"/>
    /// brings all of it back, and so does the sweep.
    /// </summary>
    /// <returns>Whether there was so much.</returns>
    public async Task<bool> WithholdAheadAsync(Id person, CancellationToken ct)
    {
        var isMuch = false;
        foreach (var (table, whose, _) in Own)
        {
            var some = $"SELECT x.id FROM {table} x WHERE {whose} AND x.withheld = FALSE LIMIT";
            while (await IsMoreThanABatchAsync(some, person, ct))
            {
                isMuch = true;
                Forget(table, await database.WriteAsync(async session =>
                {
                    await session.ExecuteAsync("UPDATE users SET settle_since = @now WHERE id = @person", new { person, now = time.GetUtcNow() });
                    return await session.ListAsync<Id>($"UPDATE {table} SET withheld = TRUE WHERE id IN ({some} {BatchRows}) RETURNING id", new { person });
                }, ct));
            }
        }

        return isMuch;
    }

    /// <summary>Whose things are not known to be settled.</summary>
    public async Task<IReadOnlyList<Id>> ListUnsettledAsync(CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.ListAsync<Id>("SELECT id FROM users WHERE settle_since IS NOT NULL ORDER BY settle_since LIMIT 100");
    }

    private async Task<bool> IsMoreThanABatchAsync(string some, Id person, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.GetAsync<long>($"SELECT COUNT(*) FROM ({some} {BatchRows + 1}) batch", new { person }) > BatchRows;
    }

    private void Forget(string table, IReadOnlyList<Id> changed)
    {
        lists.Forget();
        if (table == "videos")
            foreach (var video in changed)
                access.Forget(video);
    }

    private async Task SettleAllAsync(Id person, string table, string whose, string truth, CancellationToken ct)
    {
        for (var after = ""; ;)
        {
            IReadOnlyList<Id> wrong;
            await using (var read = await database.ReadAsync(ct))
                wrong = await read.ListAsync<Id>($"""
                    SELECT x.id FROM {table} x WHERE {whose} AND x.id > @after AND x.withheld <> {truth} ORDER BY x.id LIMIT {BatchRows}
                    """, new { person, after });
            if (wrong.Count == 0)
                return;
            after = wrong[^1].ToString();
            await database.WriteAsync(async session =>
            {
                await session.ExecuteAsync(UpdateSql(table, $"{whose} AND x.id >= @from AND x.id <= @after", truth), new { person, from = wrong[0], after });
                if (table == "videos")
                    await AnnounceAsync(session, person, wrong[0], wrong[^1]);
            }, ct);
            Forget(table, wrong);
        }
    }

    /// <summary>What was finished or published during a ban is new when the ban ends.</summary>
    private async Task AnnounceAsync(Session session, Id channel, Id first, Id last)
    {
        foreach (var video in await TellingStore.ListUnannouncedAsync(session, channel, first, last))
            await announcement.QueueAsync(session, video);
    }

    private static string UpdateSql(string table, string which, string truth) =>
        $"UPDATE {table} AS x SET withheld = {truth} WHERE {which} AND x.withheld <> {truth}";
}
