using VideoTube.Media.Probing;

namespace VideoTube.Media.Sniffing;

/// <summary>What the first bytes tell: a container, or why the file is not taken.</summary>
public sealed record SniffResult
{
    private SniffResult(ContainerKind? container, string? brand, MediaRefusal? refusal) =>
        (Container, Brand, Refusal) = (container, brand, refusal);

    /// <summary>Null when the file is refused.</summary>
    public ContainerKind? Container { get; }

    /// <summary>The dialect: major brand of MP4 ("isom", "qt  "), document type of Matroska ("webm"); null when not told.</summary>
    public string? Brand { get; }

    /// <summary>Null when the file is taken.</summary>
    public MediaRefusal? Refusal { get; }

    internal static SniffResult Taken(ContainerKind container, string? brand = null) => new(container, brand, null);

    internal static SniffResult Refused(MediaRefusal refusal) => new(null, null, refusal);
}
