using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Videos.Progress;

/// <summary>
/// Sends how far a video is: at once, and with each change, until it is ready or has failed, may not be seen any more, or
/// the client leaves. Rows are read again at each word, and every two seconds, for a worker of another process may say none.
/// Of bytes on their way nobody says a word: while a file arrives it is looked at every second.
/// </summary>
internal sealed class ProgressStream(
    Id video, Visitor visitor, VideoProgress first, ProgressStore store, ProgressSignals signals, TimeProvider time, CancellationToken stopping) : IResult
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2), LookAtUpload = TimeSpan.FromSeconds(1);

    /// <summary>More changes a second than this nobody sees.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task ExecuteAsync(HttpContext http)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await RunAsync(new EventStream(http), over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The client has left, or the site stops and the client comes back.
        }
    }

    private async Task RunAsync(EventStream stream, CancellationToken ct)
    {
        await stream.BeginAsync(ct);
        using var listener = signals.Listen(video);
        var (left, replacementLeft, pace) = (new TimeLeft(time), new TimeLeft(time), new UploadPace(time));
        var (sent, sentAt) = (default(Seen), time.GetTimestamp());
        for (var now = first; ; )
        {
            now = now with
            {
                SecondsLeft = now.Length is { } length ? pace.At(now.Offset!.Value, length) : left.At(now.Progress),
                Replacement = now.Replacement is { } next ? next with { SecondsLeft = replacementLeft.At(next.Progress) } : null,
            };
            var seen = new Seen(now);
            if (seen != sent)
            {
                (sent, sentAt) = (seen, time.GetTimestamp());
                await stream.SendAsync("progress", $"{now.Status}-{now.Progress}", now, ProgressJson.Default.VideoProgress, ct);
            }
            else if (time.GetElapsedTime(sentAt) > EventStream.BetweenComments)
            {
                sentAt = time.GetTimestamp();
                await stream.CommentAsync(ct);
            }

            if (now.IsOver)
                return;
            await Task.Delay(Pause, time, ct);
            await listener.WaitAsync(now.Length is null ? Look : LookAtUpload, time, ct);
            if ((await store.FindAsync(video, visitor, ct)).Value is not { } found)
                return;
            now = found;
        }
    }

    /// <summary>What makes an event worth sending.</summary>
    private readonly record struct Seen(
        string Status, string? Step, int Progress, long? Offset, bool StandsStill, bool Playable, string Renditions, string? Thumbnail, ReplacementProgress? Replacement)
    {
        public Seen(VideoProgress of) : this(
            of.Status, of.Step, of.Progress, of.Offset, of.Length is not null && of.SecondsLeft is null, of.Playable,
            string.Join(' ', of.Renditions), of.Thumbnail, of.Replacement is { } to ? to with { SecondsLeft = null } : null)
        {
        }
    }
}
