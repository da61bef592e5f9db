using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Chapters;

internal sealed class ChapterStore(Database database, VideoStore videos, TimeProvider time)
{
    private const string Columns = "chapters, description, duration";

    /// <summary>Seconds of a chapter of which a cut leaves less than anybody would look for.</summary>
    private const double Shortest = 0.5;

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

    /// <summary>A part of the video takes its place: those in it move along, and its beginning keeps the one it lies in.</summary>
    /// <param name="start">Seconds of the video until now.</param>
    /// <param name="end">Seconds of the video until now.</param>
    public static async Task TrimAsync(Session session, Id video, double start, double end, DateTimeOffset now)
    {
        var before = await session.GetAsync<ChapterRow>($"SELECT {Columns} FROM videos WHERE id = @video", new { video });
        if (before.ToList() is not { Source: "owner", Chapters: var chapters })
            return;
        var kept = chapters.Where(chapter => chapter.Start < end - Shortest).ToList();
        var first = kept.FindLastIndex(chapter => chapter.Start <= start + Shortest);
        await SetAsync(session, video, [.. kept.Skip(first).Select(chapter => chapter with { Start = Math.Round(Math.Max(0, chapter.Start - start), 3) })], now);
    }

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
