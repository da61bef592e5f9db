using System.Text;
using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Uploads.Tus;

/// <summary>Upload-Metadata: names with Base64 values. What is known of a video by a name is taken; other names are kept as they are.</summary>
/// <param name="Replaces">The video whose place it is to take; null: it is to be a new one.</param>
internal sealed record TusMetadata(string FileName, VideoDetails Details, Id? Replaces)
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="RequestRefusedException">400: it cannot be read; 422: a value is against the rules of videos.</exception>
    public static TusMetadata Read(string? header)
    {
        var values = ReadValues(header ?? "");
        var fields = new JsonObject();
        foreach (var name in (string[])["title", "description", "visibility", "tags", "isPublished", "downloadable", "chapters"])
            if (values.GetValueOrDefault(name) is { Length: > 0 } value)
                fields[name] = value;
        return new TusMetadata(FileNameOf(values), VideoDetails.Read(fields), ReplacedBy(values));
    }

    /// <exception cref="RequestRefusedException">400: it is no id.</exception>
    internal static Id? ReplacedBy(Dictionary<string, string> values) => values.GetValueOrDefault("replaces") is not { Length: > 0 } replaced ? null
        : Id.TryParse(replaced, null, out var id) ? id
        : throw new RequestRefusedException(TusErrors.Header("Upload-Metadata", "names in replaces a video by its id, 24 hex digits"));

    internal static string FileNameOf(Dictionary<string, string> values) =>
        values.GetValueOrDefault("filename") ?? values.GetValueOrDefault("name") ?? "";

    internal static Dictionary<string, string> ReadValues(string header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Trim()))
        {
            var space = pair.IndexOf(' ');
            var (name, value) = space < 0 ? (pair, "") : (pair[..space], pair[(space + 1)..].Trim());
            if (name.Length == 0 || !name.All(c => c is > ' ' and < (char)127) || !values.TryAdd(name, Decode(value)))
                throw Unreadable();
        }

        return values;
    }

    private static string Decode(string value)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(value));
        }
        catch (Exception wrong) when (wrong is FormatException or DecoderFallbackException)
        {
            throw Unreadable();
        }
    }

    private static RequestRefusedException Unreadable() =>
        new(TusErrors.Header("Upload-Metadata", "must be names in ASCII, each at most once, with values of UTF-8 in Base64: title TXkgdmlkZW8=,filename YS5tcDQ="));
}
