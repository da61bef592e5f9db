using System.Globalization;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>What to watch after a video: some hundred candidates, the closest first. Only listed ones, never itself.</summary>
internal sealed class RelatedVideos(Database database, VideoStore videos, TimeProvider time)
{
    private readonly string forVisitors = RelatedSql.Page(database.Dialect, signedIn: false), forPeople = RelatedSql.Page(database.Dialect, signedIn: true);

    public async Task<Result<Page<Video>>> ListAsync(Id id, PageRequest page, Id? viewer, CancellationToken ct)
    {
        var offset = page.After is { } after ? OffsetOf(after) : page.Offset;
        await using var read = await database.ReadAsync(ct);
        var subject = await read.FindAsync<RelatedRow>(RelatedSql.Subject, new { id, Viewer = viewer?.ToString() ?? "" });
        if (subject is null)
            return (await videos.FindAsync(id, viewer, ct)).Error ?? VideoErrors.NotFound;

        var ranked = await RankAsync(read, subject);
        var ids = ranked.Skip(offset).Take(page.Limit + 1).ToList();
        var rows = await read.ListAsync<VideoRow>(viewer is null ? forVisitors : forPeople,
            new { Ids = $"[{string.Join(',', ids.Select(other => $"\"{other}\""))}]", Viewer = viewer?.ToString() ?? "", Now = time.GetUtcNow() });
        var found = rows.ToDictionary(row => row.Id, row => row.ToVideo());
        return page.ToPage([.. ids.Where(found.ContainsKey).Select(other => found[other])], page.After is null ? ranked.Count : null,
            last => new Cursor($"o{offset + page.Limit}", last.Id.ToString()));
    }

    private async Task<IReadOnlyList<Id>> RankAsync(Session read, RelatedRow subject)
    {
        // Long words are rarer: they tell more of what a title is about.
        var words = RelatedScore.WordsOf(subject.Title).OrderByDescending(word => word.Length).Take(RelatedSql.MaxWords).ToList();
        var values = RelatedSql.Values([.. VideoTags.Split(subject.Tags).Take(RelatedSql.MaxTags)], words, subject.OwnerId);
        var candidates = await read.ListAsync<RelatedRow>(RelatedSql.Candidates, values);
        var score = new RelatedScore(subject);
        return
        [
            .. from candidate in candidates.DistinctBy(candidate => candidate.Id)
               where candidate.Id != subject.Id
               orderby score.Of(candidate) descending, candidate.Id descending
               select candidate.Id,
        ];
    }

    /// <exception cref="RequestRefusedException">Another list gave this cursor.</exception>
    private static int OffsetOf(Cursor cursor) =>
        cursor.Key.StartsWith('o') && int.TryParse(cursor.Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new RequestRefusedException(HttpErrors.InvalidField("cursor", "cursor is not one that this list gave"));
}
