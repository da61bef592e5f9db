using VideoTube.Data;

namespace VideoTube.Importing;

/// <summary>Writes what is taken over, many rows in a transaction. What is there already stays as it is.</summary>
internal sealed class ImportStore(Database database)
{
    public const string NoMedia = "Its media was not imported.";

    public Task<IReadOnlyList<Fate>> AddUsersAsync(IReadOnlyList<MongoUser> users, CancellationToken ct) =>
        EachAsync(users, AddAsync, ct);

    /// <summary>Rows without files, which do not play; <paramref name="videos"/> come with the words their owners read.</summary>
    public Task<IReadOnlyList<Fate>> AddVideosAsync(IReadOnlyList<(MongoVideo Video, string Failure)> videos, CancellationToken ct) =>
        EachAsync(videos, (session, each) => AddAsync(session, each.Video, each.Failure), ct);

    /// <summary>What would become of a video that has a file: only its owner's rows are looked at, nothing is written.</summary>
    public async Task<Fate> ForetellAsync(MongoVideo video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await WhyNotAsync(read, video) ?? Fate.Imported;
    }

    /// <summary>Gives how many came: of videos and people that are here, and that are not in the history already.</summary>
    public Task<int> AddHistoryAsync(IReadOnlyList<WatchedVideo> history, CancellationToken ct) => database.WriteAsync(async session =>
    {
        var count = 0;
        foreach (var watched in history)
            count += await session.ExecuteAsync("""
                INSERT INTO watch_history (user_id, video_id, position, watched_at)
                SELECT u.id, v.id, 0, @At FROM users u JOIN videos v ON v.id = @Video WHERE u.id = @User
                ON CONFLICT DO NOTHING
                """, watched);
        return count;
    }, ct);

    private Task<IReadOnlyList<Fate>> EachAsync<T>(IReadOnlyList<T> all, Func<Session, T, Task<Fate>> add, CancellationToken ct) =>
        database.WriteAsync<IReadOnlyList<Fate>>(async session =>
        {
            var fates = new List<Fate>(all.Count);
            foreach (var one in all)
                fates.Add(await add(session, one));
            return fates;
        }, ct);

    private static async Task<Fate> AddAsync(Session session, MongoUser user)
    {
        if (await session.ExecuteAsync("""
            INSERT INTO users (id, username, email, fullname, password_hash, created_at, updated_at)
            VALUES (@Id, @Username, @Email, @Fullname, @PasswordHash, @CreatedAt, @UpdatedAt) ON CONFLICT DO NOTHING
            """, user) == 1)
            return Fate.Imported;
        var others = await session.ListAsync<Known>(
            "SELECT id, username FROM users WHERE id = @Id OR username = @Username OR email = @Email", new { user.Id, user.Username, user.Email });
        return others.Any(other => other.Id == user.Id) ? Fate.AlreadyThere
            : others.Any(other => other.Username == user.Username) ? Fate.Skipped("its username is taken", user.Username)
            : Fate.Skipped("its email is taken", user.Email);
    }

    private static async Task<Fate> AddAsync(Session session, MongoVideo video, string failure) =>
        await session.ExecuteAsync("""
            INSERT INTO videos (id, owner_id, title, description, published, status, failure, announced, node, duration, views,
                                created_at, updated_at)
            SELECT @Id, u.id, @Title, @Description, @IsPublished, 'failed', @failure, TRUE, '', @Duration, @Views, @CreatedAt, @UpdatedAt
            FROM users u WHERE u.id = @Owner AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.id = @Id)
            ON CONFLICT DO NOTHING
            """, new
        {
            video.Id, video.Title, video.Description, video.IsPublished, failure, video.Duration, video.Views, video.CreatedAt,
            video.UpdatedAt, video.Owner,
        }) == 1 ? Fate.Imported : (await WhyNotAsync(session, video))!;

    private static async Task<Fate?> WhyNotAsync(Session session, MongoVideo video)
    {
        if (await session.FindAsync<string>("SELECT id FROM videos WHERE id = @Id", new { video.Id }) is not null)
            return Fate.AlreadyThere;
        if (await session.FindAsync<string>("SELECT id FROM gone WHERE id = @Id", new { video.Id }) is not null)
            return Fate.DeletedHere(video.Id.ToString());
        return await session.FindAsync<string>("SELECT id FROM users WHERE id = @Owner", new { video.Owner }) is null
            ? Fate.Skipped("its owner is not here", video.Owner.ToString())
            : null;
    }

    private sealed record Known
    {
        public Id Id { get; init; }
        public string Username { get; init; } = "";
    }
}

internal enum Outcome { Imported, AlreadyThere, Skipped }

/// <summary>What became of a document.</summary>
/// <param name="Reason">Why it was skipped; the same words for all of a kind.</param>
/// <param name="IsFault">False for what an earlier run imported.</param>
internal sealed record Fate(Outcome Outcome, string? Reason = null, string? Detail = null, bool IsFault = false)
{
    public static readonly Fate Imported = new(Outcome.Imported), AlreadyThere = new(Outcome.AlreadyThere);

    public static Fate Skipped(string reason, string? detail) => new(Outcome.Skipped, reason, detail, IsFault: true);

    public static Fate DeletedHere(string detail) => new(Outcome.Skipped, "it was deleted here", detail);
}
