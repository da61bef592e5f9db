using VideoTube.Accounts;
using VideoTube.Channels;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Posts;

/// <summary>Posts of channels; all see all of them, but for withheld ones, which are there for nobody.</summary>
internal sealed class PostStore(Database database, ListPages lists, TimeProvider time)
{
    private const string Columns = $"""
        p.id, p.content, p.likes, p.created_at, p.updated_at,
        EXISTS (SELECT 1 FROM post_likes l WHERE l.post_id = p.id AND l.user_id = @Viewer) AS is_liked,
        {RowWithUser.Columns}
        """;

    private const string CountOfAll = "SELECT COUNT(*) FROM posts p WHERE p.withheld = FALSE";
    private const string CountOfChannel = $"{CountOfAll} AND p.owner_id = @channel";

    public static readonly ListSql All = ListSql.FromKey(PageSql(""), CountOfAll);
    public static readonly ListSql OfChannel = ListSql.FromKey(PageSql("AND p.owner_id = @channel"), CountOfChannel);

    /// <summary>The post as this viewer sees it, or why it is not there.</summary>
    public async Task<Result<Post>> FindAsync(Id id, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var row = await read.FindAsync<PostRow>($"""
            SELECT {Columns} FROM posts p JOIN users u ON u.id = p.owner_id WHERE p.id = @id AND p.withheld = FALSE
            """, new { id, Viewer = viewer?.ToString() ?? "" });
        if (row is not null)
            return row.ToPost();
        return await read.FindAsync<string>("SELECT id FROM gone WHERE id = @id AND kind = 'post'", new { id }) is null
            ? PostErrors.NotFound
            : PostErrors.Gone;
    }

    /// <summary>Of all channels, the newest first.</summary>
    public async Task<Page<Post>> ListAsync(PageRequest page, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<PostRow, Post>(
            read, page, All, new { }, new { Viewer = viewer?.ToString() ?? "", from = page.BeforeId }, row => row.ToPost(), last => Cursor.At(last.Id));
    }

    /// <summary>Of one channel, the newest first.</summary>
    public async Task<Result<Page<Post>>> ListAsync(Id channel, PageRequest page, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        if (await read.FindAsync<string>("SELECT id FROM users WHERE id = @channel", new { channel }) is null)
            return AccountErrors.NotFound;
        return await lists.ReadAsync<PostRow, Post>(
            read, page, OfChannel, new { channel }, new { Viewer = viewer?.ToString() ?? "", from = page.BeforeId },
            row => row.ToPost(), last => Cursor.At(last.Id));
    }

    public async Task<Post> AddAsync(Id owner, string content, CancellationToken ct)
    {
        var id = Id.New(time);
        await database.ExecuteAsync("""
            INSERT INTO posts (id, owner_id, content, created_at, updated_at) VALUES (@id, @owner, @content, @now, @now)
            """, new { id, owner, content, now = time.GetUtcNow() }, ct);
        Forget(owner);
        return (await FindAsync(id, owner, CancellationToken.None)).Value!;
    }

    public async Task<Result<Post>> EditAsync(Id id, Id owner, string content, CancellationToken ct)
    {
        var edited = await database.ExecuteAsync("""
            UPDATE posts SET content = @content, updated_at = @now WHERE id = @id AND owner_id = @owner AND withheld = FALSE
            """, new { id, owner, content, now = time.GetUtcNow() }, ct);
        return edited == 0 ? await WhyNotAsync(id, owner, ct) : await FindAsync(id, owner, CancellationToken.None);
    }

    /// <summary>Null when it is gone.</summary>
    public async Task<ApiError?> DeleteAsync(Id id, Id owner, CancellationToken ct)
    {
        if (await database.ExecuteAsync("DELETE FROM posts WHERE id = @id AND owner_id = @owner", new { id, owner }, ct) == 0)
            return await WhyNotAsync(id, owner, ct);
        Forget(owner);
        return null;
    }

    private static string PageSql(string where) => $"""
        SELECT {Columns}
        FROM (SELECT p.id FROM posts p WHERE p.withheld = FALSE {where} AND p.id < @from ORDER BY p.id DESC LIMIT @Limit OFFSET @Skip) o
        JOIN posts p ON p.id = o.id
        JOIN users u ON u.id = p.owner_id
        ORDER BY p.id DESC
        """;

    private async Task<ApiError> WhyNotAsync(Id id, Id person, CancellationToken ct) =>
        (await FindAsync(id, person, ct)).Error ?? PostErrors.NotYours;

    private void Forget(Id channel)
    {
        lists.Forget(CountOfAll, new { });
        lists.Forget(CountOfChannel, new { channel });
    }

    private sealed record PostRow : RowWithUser
    {
        public Id Id { get; init; }
        public string Content { get; init; } = "";
        public long Likes { get; init; }
        public bool IsLiked { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }

        public Post ToPost() => new()
        {
            Id = Id, Content = Content, Owner = ToChannelLink(), LikesCount = Likes, IsLiked = IsLiked, CreatedAt = CreatedAt, UpdatedAt = UpdatedAt,
        };
    }
}
