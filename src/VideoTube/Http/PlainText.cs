namespace VideoTube.Http;

internal static class PlainText
{
    /// <summary>Text as it is kept: trimmed, and without NUL, which PostgreSQL takes in no text.</summary>
    public static string Of(string? text) => text?.Replace("\0", "").Trim() ?? "";
}
