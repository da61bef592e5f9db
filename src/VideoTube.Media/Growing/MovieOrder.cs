using VideoTube.Media.Boxes;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Growing;

/// <summary>
/// Finds where an MP4 that is still arriving has its index (<c>moov</c>). Before the media, the file is fed as it is. After
/// it, in a tail that came first, the index is fed before the media, its offsets moved by its own size.
/// </summary>
internal static class MovieOrder
{
    /// <summary>The index of twelve hours at 30 frames a second takes about 25 MB.</summary>
    private const long MaxIndex = 64 << 20;

    /// <summary>What stands before the media: the file's type, padding, and what a camera says of itself.</summary>
    private const long MaxPrefix = 4 << 20;
    private const int MaxBoxes = 64;

    private const uint Moov = 0x6D6F6F76, Mdat = 0x6D646174, Moof = 0x6D6F6F66;

    public static async Task<GrowingFeed> FindAsync(GrowingFile file, CancellationToken ct)
    {
        var head = new byte[BoxHeader.MaxLength];
        (long From, long To)? media = null;
        for (var (at, boxes) = (0L, 0); at < file.Length; boxes++)
        {
            if (media is not null && at < file.TailOffset)
                throw new CannotStreamException("The index lies behind the media, where nothing has arrived yet.");
            var read = await file.ReadFullyAsync(head, at, ct);
            if (BoxHeader.Read(head.AsSpan(0, read), file.Length - at) is not { } box || box.Size > file.Length - at || boxes == MaxBoxes)
                throw new CannotStreamException("The boxes do not fit the file.");
            switch (box.Type)
            {
                case Moov when box.Size > MaxIndex:
                    throw new CannotStreamException("The index is larger than that of any video.");
                case Moov when media is { } known:
                    return await MovedAsync(file, known.From, known.To, at, (int)box.Size, ct);
                case Moov:
                    return GrowingFeed.AsItIs(file, ContainerKind.Mp4);
                case Moof:
                    throw new CannotStreamException("A fragment comes before the index.");
                case Mdat when media is not null:
                    throw new CannotStreamException("The media lies in several places before the index.");
                case Mdat when at > MaxPrefix:
                    throw new CannotStreamException("Too much stands before the media.");
                case Mdat:
                    media = (at, at + box.Size);
                    break;
            }
            at += box.Size;
        }
        throw new CannotStreamException("There is no index.");
    }

    private static async Task<GrowingFeed> MovedAsync(
        GrowingFile file, long from, long to, long at, int size, CancellationToken ct)
    {
        var head = new byte[from + size];
        var index = head.AsMemory((int)from);
        if (await file.ReadFullyAsync(head.AsMemory(0, (int)from), 0, ct) < from || await file.ReadFullyAsync(index, at, ct) < size)
            throw new CannotStreamException("The file is shorter than its boxes.");
        ChunkOffsets.Move(index.Span, from, to, by: size);
        return new GrowingFeed(file, ContainerKind.Mp4, head, from, to);
    }
}
