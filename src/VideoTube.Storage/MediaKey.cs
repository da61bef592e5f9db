using System.Diagnostics.CodeAnalysis;

namespace VideoTube.Storage;

/// <summary>
/// Name of a media file: segments of <c>a-z A-Z 0-9 . _ -</c> joined by <c>/</c>. No segment is empty or starts with a
/// dot, so a key cannot leave its store on any file system. At most 512 characters.
/// </summary>
public readonly record struct MediaKey
{
    public const int MaxLength = 512;

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

        var segmentStarts = true;
        foreach (var c in text)
        {
            if (segmentStarts ? !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-') : !IsAllowed(c))
                return false;
            segmentStarts = c == '/';
        }

        key = new MediaKey(text);
        return true;
    }

    /// <summary>The key of a file in this folder.</summary>
    public static MediaKey operator /(MediaKey folder, string name) => Parse($"{folder.Value}/{name}");

    public override string ToString() => Value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/';
}
