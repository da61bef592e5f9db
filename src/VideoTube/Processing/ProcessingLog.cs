using VideoTube.Data;

namespace VideoTube.Processing;

internal static partial class ProcessingLog
{
    [LoggerMessage(3000, LogLevel.Warning, "{Warning}")]
    public static partial void SandboxIsOff(this ILogger log, string warning);

    [LoggerMessage(3001, LogLevel.Information, "Took up after dead processes: {Jobs} jobs put back, {Folders} work folders removed, {Runs} media processes ended.")]
    public static partial void TookUp(this ILogger log, int jobs, int folders, int runs);

    [LoggerMessage(3002, LogLevel.Information, "{Kind} of video {Video} begins, try {Attempt}.")]
    public static partial void JobBegins(this ILogger log, JobKind kind, Id video, int attempt);

    [LoggerMessage(3003, LogLevel.Information, "{Kind} of video {Video} is done after {Seconds:0.0} s.")]
    public static partial void JobDone(this ILogger log, JobKind kind, Id video, double seconds);

    [LoggerMessage(3004, LogLevel.Information, "{Kind} of video {Video} goes back to the queue: this process stops.")]
    public static partial void JobReturned(this ILogger log, JobKind kind, Id video);

    [LoggerMessage(3005, LogLevel.Information, "{Kind} of video {Video} was cancelled or taken over.")]
    public static partial void JobLost(this ILogger log, JobKind kind, Id video);

    [LoggerMessage(3006, LogLevel.Warning, "{Kind} of video {Video} failed at try {Attempt}; the next is at {RunAt:O}.")]
    public static partial void JobRetries(this ILogger log, Exception fault, JobKind kind, Id video, int attempt, DateTimeOffset runAt);

    [LoggerMessage(3007, LogLevel.Error, "{Kind} of video {Video} failed for good at try {Attempt}.")]
    public static partial void JobFailed(this ILogger log, Exception? fault, JobKind kind, Id video, int attempt);

    [LoggerMessage(3008, LogLevel.Warning, "{Kind} of video {Video}: the file is refused ({Code}). {Detail}")]
    public static partial void VideoRefused(this ILogger log, JobKind kind, Id video, string code, string? detail);

    [LoggerMessage(3009, LogLevel.Error, "The queue of {Kind} jobs cannot be used; trying again.")]
    public static partial void QueueUnavailable(this ILogger log, Exception fault, JobKind kind);

    [LoggerMessage(3010, LogLevel.Warning, "No heartbeat for {Kind} of video {Video}; trying again.")]
    public static partial void HeartbeatFailed(this ILogger log, Exception fault, JobKind kind, Id video);

    [LoggerMessage(3011, LogLevel.Warning, "Media that video {Video} no longer needs could not be removed: {Why}")]
    public static partial void CleaningFailed(this ILogger log, Exception? fault, Id video, string why);

    [LoggerMessage(3012, LogLevel.Information, "Video {Video} is encoded in {Chunks} chunks.")]
    public static partial void Chunked(this ILogger log, Id video, int chunks);

    [LoggerMessage(3013, LogLevel.Warning, "The chunks of video {Video} do not fit; it is encoded in one go.")]
    public static partial void ChunksDoNotFit(this ILogger log, Exception why, Id video);
}
