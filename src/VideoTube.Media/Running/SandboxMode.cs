namespace VideoTube.Media.Running;

/// <summary>How ffmpeg is kept from harm when it reads what strangers send.</summary>
public enum SandboxMode
{
    /// <summary>Own namespaces through bubblewrap: no network, no files but its own; and limits.</summary>
    Bubblewrap,

    /// <summary>Limits alone, for places where user namespaces are forbidden.</summary>
    Limits,
}
