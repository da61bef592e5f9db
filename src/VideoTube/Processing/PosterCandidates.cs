using VideoTube.Data;
using VideoTube.Media.Encoders;
using VideoTube.Media.Posters;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>Pictures of a video that its owner chooses from, the best of which is its poster until they do.</summary>
internal sealed class PosterCandidates(PosterMaker maker, PosterPreview previews, ProcessingStore videos, PosterStore posters, IMediaStore store)
{
    private const int Count = 3;

    /// <summary>Puts them among the media; null when the video has some.</summary>
    /// <param name="hasPoster">Its owner gave one: then none is made of them.</param>
    public async Task<MadePosters?> MakeAsync(JobRun run, MediaSource source, bool hasPoster, CancellationToken ct)
    {
        if ((await posters.ListAsync(run.Subject, ct)).Count > 0)
            return null;
        var folder = run.Work.Sub("poster");
        var made = await maker.MakeAsync(source.Path, source.Info, folder, ct, Count);
        var preview = hasPoster ? null : await previews.MakeAsync(made[0], folder, ct);
        // The store takes the file itself, so the poster is put from a copy.
        if (preview is not null)
        {
            File.Copy(made[0], run.Work.File("poster.jpg"));
            await store.PutFileAsync(run.Poster, run.Work.File("poster.jpg"), ct);
        }

        var files = made.Select((_, i) => VideoKeys.PosterCandidate(run.Folder, run.Job.Id, i + 1)).ToList();
        foreach (var (path, file) in made.Zip(files))
            await store.PutFileAsync(file, path, ct);
        return new MadePosters(files, preview);
    }

    /// <summary>Part of the transaction that ends the job. True when the best one is the poster now.</summary>
    public async Task<bool> SaveAsync(Session session, JobRun run, MadePosters made)
    {
        await PosterStore.InsertAsync(session, run.Subject, made.Files);
        return made.Preview is { } preview && await videos.SetPosterAsync(session, run.Subject, run.Poster, preview);
    }

    /// <summary>After it: the poster goes when its owner gave one in the meantime.</summary>
    public async Task TidyAsync(JobRun run, MadePosters made, bool wasTaken)
    {
        if (made.Preview is not null && !wasTaken)
            await store.DeleteAsync(run.Poster, CancellationToken.None);
    }
}

/// <param name="Files">Best first.</param>
/// <param name="Preview">Small copy of the best, JPEG in base64; null when it is not to be the poster.</param>
internal sealed record MadePosters(IReadOnlyList<MediaKey> Files, string? Preview);
