using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Processing;
using VideoTube.Uploads.Tus;
using VideoTube.Videos.Replacing;

namespace VideoTube.Videos.Progress;

/// <summary>Reads how far a video is, under the rules of who may see it.</summary>
internal sealed class ProgressStore(Database database, VideoStore videos, UnfinishedUploads uploads)
{
    /// <summary>A file on its way is told of to whoever sends it, by the id of the video that it becomes.</summary>
    public async Task<Result<VideoProgress>> FindAsync(Id id, Visitor visitor, CancellationToken ct)
    {
        var found = await videos.FindAsync(id, visitor, ct);
        if (found.Value is null or { Status: "uploading" } && visitor.Id is { } owner)
        {
            if (uploads.Find(id, owner) is { } upload)
                return Of(upload);
            // It may have become a video between the two looks, or gone to the place of one.
            found = await videos.FindAsync(await FindReplacedAsync(id, ct) ?? id, visitor, ct);
        }

        if (found.Value is not { } video)
            return found.Error!;
        if (video.IsLocked)
            return VideoErrors.MembersOnly(video.Owner.Username);
        return new VideoProgress
        {
            Status = video.Status, Step = video.Status == "processing" ? await FindStepAsync(video.Id, ct) : null, Progress = video.Progress,
            Playable = video.Playable, Renditions = [.. (video.Renditions ?? []).Select(rendition => rendition.Name)],
            Thumbnail = video.Thumbnail, Failure = video.Failure,
            Replacement = video.Replacement is { } to ? new ReplacementProgress { Status = to.Status, Progress = to.Progress, Failure = to.Failure } : null,
        };
    }

    private static VideoProgress Of(UnfinishedUpload upload) => new()
    {
        Status = "uploading", Step = "uploading", Progress = upload.Percent, Offset = upload.Offset, Length = upload.Length,
        Playable = upload.Hls is not null, Renditions = [],
    };

    private async Task<Id?> FindReplacedAsync(Id upload, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await ReplacementStore.FindReplacedAsync(read, upload);
    }

    /// <summary>The job that runs, else that one waits; null when there is none.</summary>
    private async Task<string?> FindStepAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var jobs = await read.ListAsync<OpenJob>(
            "SELECT kind, state FROM jobs WHERE subject = @video AND state IN ('queued', 'running')", new { video });
        var steps = jobs.Where(job => job.Step is not null).ToList();
        return steps.Find(job => job.State == "running")?.Step ?? (steps.Count > 0 ? "waiting" : null);
    }

    private sealed record OpenJob
    {
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";

        public string? Step => Enum.TryParse<JobKind>(Kind, ignoreCase: true, out var kind)
            ? kind switch
            {
                JobKind.Prepare => "preparing",
                JobKind.Encode or JobKind.Chunk or JobKind.EncodeWhole => "encoding",
                _ => null, // not of the video itself
            }
            : null;
    }
}
