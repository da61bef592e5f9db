using System.Diagnostics.CodeAnalysis;

namespace VideoTube.Storage;

/// <summary>
/// Name of a media file: segments of <c>a-z A-Z 0-9 . _ -</c> joined by <c>/</c>. No segment is empty or starts with a
/// dot, so a key cannot leave its store on any file system. At most 512 characters, 255 a segment.
/// </summary>
public readonly record struct MediaKey
{
    public const int MaxLength = 512;

    /// <summary>NAME_MAX of ext4, XFS, Btrfs and ZFS.</summary>
    public const int MaxSegmentLength = 255;

    private readonly string? value;

    private MediaKey(string value) => this.value = value;

    public string Value => value ?? throw new InvalidOperationException("An empty MediaKey names nothing.");

    /// <exception cref="FormatException">The text is not a key.</exception>
    public static MediaKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is not a media key.");

    public static bool TryParse([NotNullWhen(true)] string? text, out MediaKey key)
    {
        key = default;
        if (text is null or "" || text.Length > MaxLength || text[^1] == '/')
            return false;

        var segmentLength = 0;
        foreach (var c in text)
        {
            if (segmentLength == 0 ? !MayStart(c) : !IsAllowed(c))
                return false;
            segmentLength = c == '/' ? 0 : segmentLength + 1;
            if (segmentLength > MaxSegmentLength)
                return false;
        }

        key = new MediaKey(text);
        return true;
    }

    /// <summary>The key of a file in this folder.</summary>
    /// <exception cref="FormatException">The name does not make a key.</exception>
    public static MediaKey operator /(MediaKey folder, string name) => Parse($"{folder.Value}/{name}");

    public override string ToString() => Value;

    private static bool MayStart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/';
}
