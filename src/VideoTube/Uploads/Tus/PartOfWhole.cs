using System.Globalization;

namespace VideoTube.Uploads.Tus;

/// <summary>
/// What the metadata of a partial upload say of the file it belongs to, so that its end can be sent first and the rest be
/// watched while it arrives: <c>whole</c>, a name the client gives the file; <c>wholelength</c>, its bytes; <c>offset</c>,
/// where the part begins.
/// </summary>
internal sealed record PartOfWhole(string Whole, long Length, long Offset)
{
    private const int LongestName = 64;

    /// <summary>Null when it says nothing of the kind, or nothing that holds.</summary>
    public static PartOfWhole? Of(TusUpload upload)
    {
        var values = TusMetadata.ReadValues(upload.Metadata ?? "");
        return upload.Concat is TusConcat.Partial && values.GetValueOrDefault("whole") is { Length: > 0 and <= LongestName } whole
            && Number(values.GetValueOrDefault("wholelength")) is { } length && Number(values.GetValueOrDefault("offset")) is { } offset
            && offset <= length - upload.Length
            ? new PartOfWhole(whole, length, offset)
            : null;
    }

    /// <summary>Whether this part begins the file and the other, right behind it, ends it.</summary>
    public bool IsHeadOf(TusUpload head, PartOfWhole tail, TusUpload other) =>
        Offset == 0 && tail.Whole == Whole && tail.Length == Length && tail.Offset == head.Length && head.Length + other.Length == Length;

    /// <summary>Among somebody's uploads, the part behind this one that ends the file, whole or not.</summary>
    public TusUpload? FindTail(TusUpload head, IEnumerable<TusUpload> others) =>
        others.FirstOrDefault(other => other.Owner == head.Owner && Of(other) is { } ends && IsHeadOf(head, ends, other));

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
