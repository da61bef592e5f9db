namespace VideoTube.Media;

/// <summary>Why a file is not taken, in words a person understands. <paramref name="Code"/> is stable, <c>noun.reason</c>.</summary>
public sealed record MediaRefusal(string Code, string Message);

/// <summary>Thrown where the file itself is at fault, so trying again cannot help. Everything else that fails may be tried again.</summary>
public sealed class MediaRefusedException(MediaRefusal refusal, string? detail = null) : Exception(refusal.Message)
{
    public MediaRefusal Refusal { get; } = refusal;

    /// <summary>What ffmpeg said, for the log; never shown to visitors.</summary>
    public string? Detail { get; } = detail;
}
