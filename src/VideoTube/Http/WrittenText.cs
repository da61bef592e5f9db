namespace VideoTube.Http;

/// <summary>What a person wrote for others to read: trimmed, bounded, of letters and newlines.</summary>
internal static class WrittenText
{
    /// <summary>400 when there is nothing, 422 when it is too long or holds control characters.</summary>
    public static Result<string> Read(string? content, int max)
    {
        var text = content?.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length == 0)
            return HttpErrors.Invalid([new("content", "content is required")], onlyMissing: true);
        if (text.Length > max)
            return HttpErrors.InvalidField("content", $"content has at most {max} characters");
        return text.Any(c => char.IsControl(c) && c != '\n')
            ? HttpErrors.InvalidField("content", "content must be plain text, without control characters")
            : text;
    }
}
