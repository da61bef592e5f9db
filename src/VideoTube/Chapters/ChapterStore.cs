using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Chapters;

internal sealed class ChapterStore(Database database, VideoStore videos, TimeProvider time)
{
    private const string Columns = "chapters, description, duration";

    /// <summary>Null when there is no such video.</summary>
    public async Task<ChapterList?> FindAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return (await read.FindAsync<ChapterRow>($"SELECT {Columns} FROM videos WHERE id = @video", new { video }))?.ToList();
    }

    /// <summary>Replaces all of them, when they are still those that the editor saw.</summary>
    /// <exception cref="RequestRefusedException">They changed meanwhile, or the new ones are against the rules.</exception>
    public async Task<Result<ChapterList>> ReplaceAsync(Id video, Id owner, JsonNode? sent, Preconditions conditions, CancellationToken ct)
    {
        var replaced = await database.WriteAsync(async session =>
        {
            // Taking the row keeps the other editor waiting until this one has written.
            if (!await videos.TouchAsync(session, video, owner))
                return null;
            if (!conditions.NameTag)
                throw new RequestRefusedException(HttpErrors.PreconditionRequired);
            var before = await session.GetAsync<ChapterRow>($"SELECT {Columns} FROM videos WHERE id = @video", new { video });
            conditions.Check(before.ToList(), changedAt: null);
            var chapters = ReadSent(sent);
            ChapterRules.CheckWithin(chapters, before.Duration);
            await SetAsync(session, video, chapters, time.GetUtcNow());
            return (before with { Chapters = ChapterList.WriteColumn(chapters) }).ToList();
        }, ct);
        return replaced is null ? await videos.WhyNotAsync(video, owner, ct) : replaced;
    }

    public static Task SetAsync(Session session, Id video, IReadOnlyList<Chapter> chapters, DateTimeOffset now) =>
        session.ExecuteAsync("UPDATE videos SET chapters = @stored, updated_at = @now WHERE id = @video",
            new { video, stored = ChapterList.WriteColumn(chapters), now });

    private static IReadOnlyList<Chapter> ReadSent(JsonNode? sent)
    {
        if (sent is null)
            throw new RequestRefusedException(HttpErrors.Invalid([new("chapters", "chapters is required")], onlyMissing: true));
        var errors = new List<FieldError>();
        return ChapterRules.Read(sent, errors) ?? throw new RequestRefusedException(HttpErrors.Invalid(errors, onlyMissing: false));
    }

    private sealed record ChapterRow
    {
        public string Chapters { get; init; } = "[]";
        public string Description { get; init; } = "";
        public double Duration { get; init; }

        public ChapterList ToList() => ChapterList.Of(Chapters, Description, Duration);
    }
}
