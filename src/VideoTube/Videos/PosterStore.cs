using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>The pictures of a video that its poster is chosen from.</summary>
internal sealed class PosterStore(Database database)
{
    public async Task<IReadOnlyList<PosterRow>> ListAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.ListAsync<PosterRow>("""
            SELECT p.number, p.file, COALESCE(v.poster_choice = p.number, FALSE) AS is_chosen
            FROM posters p JOIN videos v ON v.id = p.video_id WHERE p.video_id = @video ORDER BY p.number
            """, new { video });
    }

    /// <param name="files">Best first.</param>
    public static async Task InsertAsync(Session session, Id video, IReadOnlyList<MediaKey> files)
    {
        for (var number = 1; number <= files.Count; number++)
            await session.ExecuteAsync("INSERT INTO posters (video_id, number, file) VALUES (@video, @number, @file)",
                new { video, number, file = files[number - 1].Value });
    }

    public static Task ChooseAsync(Session session, Id video, int number, MediaKey poster, string preview, DateTimeOffset now) =>
        session.ExecuteAsync("UPDATE videos SET poster = @poster, preview = @preview, poster_choice = @number, updated_at = @now WHERE id = @video",
            new { poster = poster.Value, preview, number, now, video });
}

internal sealed record PosterRow
{
    public int Number { get; init; }

    /// <summary>Media key.</summary>
    public string File { get; init; } = "";
    public bool IsChosen { get; init; }

    public PosterCandidate ToCandidate() => new(Number, $"/media/{File}", IsChosen);
}
