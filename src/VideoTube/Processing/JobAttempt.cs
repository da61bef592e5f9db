using VideoTube.Captions;
using VideoTube.Data;
using VideoTube.Media;
using VideoTube.Notifications;
using VideoTube.Storage;
using VideoTube.Videos;
using VideoTube.Videos.Replacing;

namespace VideoTube.Processing;

/// <summary>Runs a claimed job to its end: done, failed in words, tried again later, given back, or lost.</summary>
internal sealed class JobAttempt(
    JobQueue queue, JobHeart heart, WorkFolders folders, PrepareVideo prepare, EncodeVideo encode, EncodeChunk chunk, EncodeLadder whole,
    MakeStoryboard storyboard, EncodeAv1 av1, MakeTrim trim, MoveCaptions captions, AnnounceVideo announce, ProcessingStore videos, FailVideo fail, UnusedMedia unused, TimeProvider time, ILogger<JobAttempt> log)
{
    /// <summary>What people are told when the fault is ours; the log holds the details.</summary>
    public const string OurFault =
        "We could not process this video. The file may be fine: please try uploading it again, and tell us if that does not help.";

    public async Task RunAsync(Job job, CancellationToken stopping)
    {
        var run = Id.New(time);
        var folder = await videos.FindFolderAsync(job.Subject, stopping) ?? VideoKeys.Folder(job.Subject);
        try
        {
            await TryAsync(job, run, folder, stopping);
        }
        catch (JobLostException)
        {
            log.JobLost(job.Kind, job.Subject);
        }

        await unused.DeleteRunAsync(job.Subject, folder, run, CancellationToken.None);
    }

    private async Task TryAsync(Job job, Id run, MediaKey folder, CancellationToken stopping)
    {
        if (job.Attempts > Backoff.MaxAttempts)
        {
            // Every try ended with the death of its process.
            await fail.RunAsync(job, OurFault, CancellationToken.None);
            log.JobFailed(null, job.Kind, job.Subject, job.Attempts);
            return;
        }

        var began = time.GetTimestamp();
        log.JobBegins(job.Kind, job.Subject, job.Attempts);
        try
        {
            using var work = folders.Create(run);
            await heart.BeatAsync(job, ct => ActAsync(new JobRun(job, run, folder, work), ct), stopping);
            log.JobDone(job.Kind, job.Subject, time.GetElapsedTime(began).TotalSeconds);
        }
        catch (MediaRefusedException refused)
        {
            await fail.RunAsync(job, refused.Refusal.Message, CancellationToken.None);
            log.VideoRefused(job.Kind, job.Subject, refused.Refusal.Code, refused.Detail);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.ReturnAsync(job, CancellationToken.None);
            log.JobReturned(job.Kind, job.Subject);
        }
        catch (Exception fault) when (fault is not JobLostException)
        {
            await TryLaterAsync(job, fault);
        }
    }

    private Task ActAsync(JobRun run, CancellationToken ct) => run.Job.Kind switch
    {
        JobKind.Prepare => prepare.RunAsync(run, ct),
        JobKind.Encode => encode.RunAsync(run, ct),
        JobKind.Chunk => chunk.RunAsync(run, ct),
        JobKind.EncodeWhole => whole.RunAsync(run, ct),
        JobKind.Storyboard => storyboard.RunAsync(run, ct),
        JobKind.Av1 => av1.RunAsync(run, ct),
        JobKind.Trim => trim.RunAsync(run, ct),
        JobKind.MoveCaptions => captions.RunAsync(run, ct),
        JobKind.Announce or JobKind.AnnounceToMembers => announce.RunAsync(run.Job, ct),
        _ => throw new InvalidOperationException($"Nothing does {run.Job.Kind}."),
    };

    private async Task TryLaterAsync(Job job, Exception fault)
    {
        if (job.Attempts < Backoff.MaxAttempts)
        {
            log.JobRetries(fault, job.Kind, job.Subject, job.Attempts, await queue.RetryLaterAsync(job, CancellationToken.None));
            return;
        }

        await fail.RunAsync(job, OurFault, CancellationToken.None);
        log.JobFailed(fault, job.Kind, job.Subject, job.Attempts);
    }
}
