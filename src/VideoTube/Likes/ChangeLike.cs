using VideoTube.Comments;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Posts;
using VideoTube.Videos;

namespace VideoTube.Likes;

/// <summary>Likes a thing, or no longer. The table takes one like a person; the trigger counts it.</summary>
internal sealed class ChangeLike(
    Database database, VideoStore videos, CommentStore comments, PostStore posts, ListPages lists, TimeProvider time)
{
    /// <param name="liked">How it shall be; null for the other way round than it is.</param>
    public async Task<Result<Like>> RunAsync(Likeable kind, Id thing, bool? liked, Id person, CancellationToken ct)
    {
        var like = await database.WriteAsync(session => WriteAsync(session, kind, thing, liked, person), ct);
        if (like is null)
            return await WhyNotAsync(kind, thing, person, ct);
        if (kind == Likeable.Video)
            lists.Forget(LikedVideoStore.CountSql, LikedVideoStore.Of(person));
        return like;
    }

    private async Task<Like?> WriteAsync(Session session, Likeable kind, Id thing, bool? liked, Id person)
    {
        var values = new { thing, Viewer = person.ToString(), Now = time.GetUtcNow(), id = Id.New(time) };
        if (await session.FindAsync<string>(kind.Find, values) is null)
            return null;
        // Of two clicks at once the second finds what the first one did: it waits at the first one's row.
        var removed = liked != true && await session.ExecuteAsync(kind.Remove, values) > 0;
        if (liked ?? !removed)
            await session.ExecuteAsync(kind.Add, values);
        return await session.FindAsync<Like>(kind.State, values);
    }

    private async Task<ApiError> WhyNotAsync(Likeable kind, Id thing, Id person, CancellationToken ct)
    {
        if (kind == Likeable.Video)
            return await videos.WhyNotWatchAsync(thing, person, ct) ?? VideoErrors.NotFound;
        return kind == Likeable.Comment
            ? (await comments.FindAsync(thing, person, ct)).Error ?? CommentErrors.NotFound
            : (await posts.FindAsync(thing, person, ct)).Error ?? PostErrors.NotFound;
    }
}
