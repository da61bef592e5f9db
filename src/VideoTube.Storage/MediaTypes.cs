namespace VideoTube.Storage;

/// <summary>Content types by extension. Only what VideoTube itself stores has one, so that nothing uploaded can pass for a page.</summary>
public static class MediaTypes
{
    public const string Unknown = "application/octet-stream";

    /// <summary>For a key or a file name.</summary>
    public static string Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".m3u8" => "application/vnd.apple.mpegurl", // RFC 8216 section 4
        ".mpd" => "application/dash+xml",           // ISO/IEC 23009-1 annex C
        ".m4s" => "video/iso.segment",              // RFC 6381's registrations at IANA
        ".mp4" or ".m4v" => "video/mp4",
        ".m4a" => "audio/mp4",
        ".webm" => "video/webm",
        ".mkv" => "video/matroska",                 // RFC 9559 section 27
        ".mov" => "video/quicktime",
        ".ts" => "video/mp2t",
        ".mp3" => "audio/mpeg",
        ".ogg" or ".oga" => "audio/ogg",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".png" => "image/png",
        ".webp" => "image/webp",
        ".avif" => "image/avif",
        ".gif" => "image/gif",
        ".vtt" => "text/vtt; charset=utf-8",
        ".json" => "application/json",
        _ => Unknown,
    };
}
