using VideoTube.Data;
using VideoTube.Uploads.Previews;

namespace VideoTube.Uploads.Tus;

/// <summary>Removes uploads nobody went on with, and forgets those that became videos a day ago.</summary>
internal sealed class TusSweep(TusFolder folder, TusTurns turns, UploadPreviews previews, TimeProvider time) : ISweep
{
    /// <summary>So long a client whose last answer was lost may ask what came of it.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    public string What => "resumable uploads";

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var count = folder.SweepRests(time.GetUtcNow());
        var all = folder.List().ToList();
        foreach (var upload in all.Where(upload => IsOver(upload) && !IsAwaited(upload, all)))
        {
            if (turns.TryTake(upload.Id) is not { } turn)
                continue;
            using (turn)
            {
                if (folder.Find(upload.Id) is not { } now || !IsOver(now))
                    continue;
                await previews.DropAsync(upload.Id);
                folder.Remove(upload.Id);
                count++;
            }
        }

        return count;
    }

    /// <summary>The end of a file came first, and its beginning goes on.</summary>
    private bool IsAwaited(TusUpload upload, IReadOnlyList<TusUpload> all) => !upload.IsDone && all.Any(other =>
        PartOfWhole.Of(other) is { Offset: 0 } begins && begins.FindTail(other, [upload]) is not null && !IsOver(other));

    private bool IsOver(TusUpload upload) =>
        (upload.DoneAt is { } done ? done + Memory : UploadState.ExpiryOf(upload, folder)) <= time.GetUtcNow();
}
