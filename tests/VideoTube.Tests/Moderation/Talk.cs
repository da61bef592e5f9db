using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Moderation;

/// <summary>Comments and posts as they stand in the database, and the numbers beside them.</summary>
internal static class Talk
{
    public static async Task<Id> CommentAsync(this TestSite site, Member author, Id video, Id? parent = null)
    {
        var id = Id.New(site.Get<TimeProvider>());
        await site.Get<Database>().ExecuteAsync("""
            INSERT INTO comments (id, video_id, author_id, parent_id, content, created_at, updated_at)
            VALUES (@id, @video, @author, @parent, 'Words', @now, @now)
            """, new { id, video, author = author.Id, parent = parent?.ToString(), now = site.Get<TimeProvider>().GetUtcNow() }, CancellationToken.None);
        return id;
    }

    public static async Task<Id> PostAsync(this TestSite site, Member owner)
    {
        var id = Id.New(site.Get<TimeProvider>());
        await site.Get<Database>().ExecuteAsync(
            "INSERT INTO posts (id, owner_id, content, created_at, updated_at) VALUES (@id, @owner, 'Words', @now, @now)",
            new { id, owner = owner.Id, now = site.Get<TimeProvider>().GetUtcNow() }, CancellationToken.None);
        return id;
    }

    public static Task<bool> IsWithheldAsync(this TestSite site, string table, Id id) =>
        site.ReadAsync<bool>($"SELECT withheld FROM {table} WHERE id = @id", new { id });

    public static Task<long> CommentsOfAsync(this TestSite site, Id video) =>
        site.ReadAsync<long>("SELECT comments FROM videos WHERE id = @video", new { video });

    public static Task<long> RepliesOfAsync(this TestSite site, Id comment) =>
        site.ReadAsync<long>("SELECT replies FROM comments WHERE id = @comment", new { comment });

    public static async Task<T> ReadAsync<T>(this TestSite site, string sql, object parameters)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.GetAsync<T>(sql, parameters);
    }
}
