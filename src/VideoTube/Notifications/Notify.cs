using VideoTube.Data;

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
        var owner = await TellingStore.FindOwnerAsync(session, video);
        var answered = parent is { } asked ? await TellingStore.FindAuthorAsync(session, asked) : null;
        if (answered is { } person && person != author && await TellingStore.MayWatchAsync(session, video, person, time.GetUtcNow()))
            await AddAsync(session, person, "reply", author, video, comment);
        if (owner is { } to && to != author && to != answered)
            await AddAsync(session, to, "comment", author, video, comment);
    }

    /// <summary>To the channel, the first time this person subscribes.</summary>
    public async Task SubscribedAsync(Session session, Id channel, Id subscriber)
    {
        if (channel != subscriber && !await TellingStore.WasToldOfAsync(session, channel, subscriber))
            await AddAsync(session, channel, "subscriber", subscriber, video: null, comment: null);
    }

    /// <summary>To the owner: their video is done, or could not be made.</summary>
    public async Task ProcessedAsync(Session session, Id video, bool isReady)
    {
        if (await TellingStore.FindOwnerAsync(session, video) is { } owner)
            await AddAsync(session, owner, isReady ? "ready" : "failed", actor: null, video, comment: null);
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
        await TellingStore.InsertAsync(session, id, person, kind, actor, video, comment, time.GetUtcNow());
        await TellAsync(session, [(person, id)]);
    }
}
