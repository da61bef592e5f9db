namespace VideoTube.Media.Running;

/// <summary>Runs ffmpeg and ffprobe. Two ways: inside bubblewrap, or with limits alone where user namespaces are forbidden.</summary>
public interface IMediaRunner
{
    /// <summary>Runs to the end. A non-zero exit is returned, not thrown.</summary>
    /// <exception cref="TimeoutException">The wall-clock limit was reached; the process and its children are gone.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the process and its children are gone.</exception>
    Task<MediaRunResult> RunAsync(MediaRun run, CancellationToken ct);
}
