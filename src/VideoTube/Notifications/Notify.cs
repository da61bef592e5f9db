using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Notifications;

/// <summary>
/// Tells people what happened, in the transaction that makes it happen. Nobody is told of what they did themselves, nor
/// of what they may not see.
/// </summary>
internal sealed class Notify(Events events, TimeProvider time)
{
    /// <summary>Of word to live connections: pairs <c>person:notification</c>, or a person alone when only numbers changed.</summary>
    public const string Topic = "notification";

    /// <summary>A pair and its comma have 50 characters.</summary>
    private const int PairsAMessage = (Events.MaxBytes - 20) / 50;

    /// <summary>To the video's owner; to whoever is answered, who then is told of the answer alone.</summary>
    /// <param name="parent">The comment that is answered, itself perhaps an answer; null for a comment on the video.</param>
    public async Task CommentedAsync(Session session, Id comment, Id video, Id author, Id? parent)
    {
        var values = new { video, author, parent = parent?.ToString(), Now = time.GetUtcNow() };
        var owner = await session.GetAsync<Id>("SELECT owner_id FROM videos WHERE id = @video", values);
        var answered = parent is null ? null : await session.FindAsync<Answered>("SELECT author_id FROM comments WHERE id = @parent", values);
        if (answered is { AuthorId: var person } && person != author && await MayWatchAsync(session, video, person))
            await AddAsync(session, person, "reply", author, video, comment);
        if (owner != author && owner != answered?.AuthorId)
            await AddAsync(session, owner, "comment", author, video, comment);
    }

    /// <summary>To the channel, the first time this person subscribes.</summary>
    public async Task SubscribedAsync(Session session, Id channel, Id subscriber)
    {
        if (channel != subscriber && await session.FindAsync<string>("""
            SELECT MIN(id) FROM notifications WHERE actor_id = @subscriber AND user_id = @channel AND kind = 'subscriber'
            """, new { channel, subscriber }) is null)
            await AddAsync(session, channel, "subscriber", subscriber, video: null, comment: null);
    }

    /// <summary>To the owner: their video is done, or could not be made.</summary>
    public async Task ProcessedAsync(Session session, Id video, bool isReady)
    {
        if (await session.FindAsync<Answered>("SELECT owner_id AS author_id FROM videos WHERE id = @video", new { video }) is { } owner)
            await AddAsync(session, owner.AuthorId, isReady ? "ready" : "failed", actor: null, video, comment: null);
    }

    /// <summary>Somebody's notifications are not what they were: their live connections count again.</summary>
    public Task ChangedAsync(Session session, Id person) => events.PublishAsync(session, Topic, person.ToString());

    /// <summary>Word of notifications that stand in this transaction.</summary>
    public async Task TellAsync(Session session, IEnumerable<(Id Person, Id Notification)> told)
    {
        foreach (var some in told.Chunk(PairsAMessage))
            await events.PublishAsync(session, Topic, string.Join(',', some.Select(pair => $"{pair.Person}:{pair.Notification}")));
    }

    private async Task AddAsync(Session session, Id person, string kind, Id? actor, Id? video, Id? comment)
    {
        var id = Id.New(time);
        await session.ExecuteAsync("""
            INSERT INTO notifications (id, user_id, kind, actor_id, video_id, comment_id, created_at)
            VALUES (@id, @person, @kind, @actor, @video, @comment, @now)
            """, new { id, person, kind, actor = actor?.ToString(), video = video?.ToString(), comment = comment?.ToString(), now = time.GetUtcNow() });
        await TellAsync(session, [(person, id)]);
    }

    private async Task<bool> MayWatchAsync(Session session, Id video, Id person) =>
        await session.FindAsync<string>($"SELECT v.id FROM videos v WHERE v.id = @video AND {VideoSight.Watchable}",
            new { video, Viewer = person, Now = time.GetUtcNow() }) is not null;

    private sealed record Answered
    {
        public Id AuthorId { get; init; }
    }
}
