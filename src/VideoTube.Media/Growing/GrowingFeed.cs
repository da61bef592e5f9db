using VideoTube.Media.Probing;

namespace VideoTube.Media.Growing;

/// <summary>The order in which a growing file is given to ffmpeg, which reads it once from start to end.</summary>
/// <param name="Head">What comes first in place of the file's own start; empty when the file is fed as it is.</param>
/// <param name="From">Where the file's own bytes begin, and <paramref name="To"/> where they end.</param>
public sealed record GrowingFeed(GrowingFile File, ContainerKind Container, ReadOnlyMemory<byte> Head, long From, long To)
{
    // Four times what a pipe holds: fewer turns, and nothing to speak of in memory.
    private const int Turn = 256 * 1024;

    /// <summary>Waits until enough has arrived to tell how the file can be fed.</summary>
    /// <exception cref="CannotStreamException">It cannot, or it was abandoned.</exception>
    public static async Task<GrowingFeed> FindAsync(GrowingFile file, ContainerKind container, CancellationToken ct) => container switch
    {
        ContainerKind.Mp4 => await MovieOrder.FindAsync(file, ct),
        ContainerKind.Matroska or ContainerKind.MpegTs or ContainerKind.Flv or ContainerKind.Aac => AsItIs(file, container),
        _ => throw new CannotStreamException($"{container} is not followed."),
    };

    /// <summary>Writes all of it, as it comes.</summary>
    /// <exception cref="CannotStreamException">The file was abandoned.</exception>
    public async Task WriteAsync(Stream to, CancellationToken ct)
    {
        await to.WriteAsync(Head, ct);
        var buffer = new byte[Turn];
        for (var at = From; at < To;)
        {
            var read = await File.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Turn, To - at)), at, ct);
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            at += read;
        }
    }

    internal static GrowingFeed AsItIs(GrowingFile file, ContainerKind container) =>
        new(file, container, ReadOnlyMemory<byte>.Empty, 0, file.Length);
}
