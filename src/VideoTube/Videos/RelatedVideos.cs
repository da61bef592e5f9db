using System.Globalization;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Search;

namespace VideoTube.Videos;

/// <summary>What to watch after a video: some hundred candidates, the closest first. Only listed ones, never itself.</summary>
internal sealed class RelatedVideos(Database database, VideoStore videos, SearchIndex index, PostingStore postings, TimeProvider time)
{
    private const int MaxTags = 8, MaxWords = 6;

    private readonly string candidates = RelatedSql.Candidates(database.Dialect);
    private readonly string forVisitors = RelatedSql.Page(database.Dialect, signedIn: false), forPeople = RelatedSql.Page(database.Dialect, signedIn: true);

    public async Task<Result<Page<Video>>> ListAsync(Id id, PageRequest page, Id? viewer, CancellationToken ct)
    {
        var offset = page.After is { } after ? OffsetOf(after) : page.Offset;
        await index.CatchUpAsync(ct);
        await using var read = await database.ReadAsync(ct);
        var subject = await read.FindAsync<RelatedRow>(RelatedSql.Subject, new { id, Viewer = viewer?.ToString() ?? "" });
        if (subject is null)
            return (await videos.FindAsync(id, viewer, ct)).Error ?? VideoErrors.NotFound;

        var ranked = await RankAsync(read, subject);
        var ids = ranked.Skip(offset).Take(page.Limit + 1).ToList();
        var rows = await read.ListAsync<VideoRow>(viewer is null ? forVisitors : forPeople,
            new { Ids = Lists.Texts(ids.Select(other => other.ToString())), Viewer = viewer?.ToString() ?? "", Now = time.GetUtcNow() });
        var found = rows.ToDictionary(row => row.Id, row => row.ToVideo());
        return page.ToPage([.. ids.Where(found.ContainsKey).Select(other => found[other])], page.After is null ? ranked.Count : null,
            last => new Cursor($"o{offset + page.Limit}", last.Id.ToString()));
    }

    private async Task<IReadOnlyList<Id>> RankAsync(Session read, RelatedRow subject)
    {
        var found = await read.ListAsync<RelatedRow>(candidates, new { Numbers = Lists.Numbers(await ListAlikeAsync(read, subject)), Channel = subject.OwnerId });
        var score = new RelatedScore(subject);
        return
        [
            .. from candidate in found.DistinctBy(candidate => candidate.Id)
               where candidate.Id != subject.Id
               orderby score.Of(candidate) descending, candidate.Id descending
               select candidate.Id,
        ];
    }

    /// <summary>The newest with each tag, and with each of the longest words of the title: those are rarer, and tell more.</summary>
    private async Task<IEnumerable<long>> ListAlikeAsync(Session read, RelatedRow subject)
    {
        var terms = VideoTags.Split(subject.Tags).Take(MaxTags).Select(Term.Tag)
            .Concat(RelatedScore.WordsOf(subject.Title).OrderByDescending(word => word.Length).Take(MaxWords).Select(Term.Title));
        var sets = await postings.ReadAsync(read, [Term.Listed, .. terms]);
        var listed = sets[Term.Listed];
        return sets.Where(set => set.Key != Term.Listed).SelectMany(set => set.Value.And(listed).NewestFirst().Take(RelatedSql.OfEach)).Distinct();
    }

    /// <exception cref="RequestRefusedException">Another list gave this cursor.</exception>
    private static int OffsetOf(Cursor cursor) =>
        cursor.Key.StartsWith('o') && int.TryParse(cursor.Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new RequestRefusedException(HttpErrors.ForeignCursor);
}
