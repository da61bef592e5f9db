using Microsoft.Net.Http.Headers;
using VideoTube.Http;
using VideoTube.Media.Captions;
using VideoTube.Uploads;

namespace VideoTube.Captions;

/// <summary>What came with a PUT: a file, a label, or both.</summary>
internal sealed record CaptionBody(CaptionTrack? Track, string? Label)
{
    public const int MaxBytes = 1 << 20;

    /// <summary>As a form says; the API's address says it there.</summary>
    public string? Language { get; init; }

    private static readonly FormFileRule Rule = new("captions", MaxBytes) { TooLarge = CaptionErrors.TooLarge };

    /// <summary>For the OpenAPI document.</summary>
    public static readonly TakenBody Taken = new(typeof(CaptionLabel), [new FilePart("captions", "WebVTT or SubRip, at most 1 MiB")])
    {
        RawTypes = ["text/vtt", "application/x-subrip"],
    };

    /// <exception cref="RequestRefusedException">It is of no type that is taken, too large, malformed or empty.</exception>
    public static async Task<CaptionBody> ReadAsync(HttpContext http, UploadFolder folder, CancellationToken ct)
    {
        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        return type switch
        {
            "text/vtt" => new CaptionBody(Parse(await ReadFileAsync(http.Request, ct), isWebVtt: true), Label: null),
            "application/x-subrip" or "text/srt" or "application/octet-stream" or "text/plain" =>
                new CaptionBody(Parse(await ReadFileAsync(http.Request, ct), isWebVtt: false), Label: null),
            "multipart/form-data" => await ReadFormAsync(http, folder, ct),
            "application/json" or "application/x-www-form-urlencoded" => new CaptionBody(Track: null, RequestBody.Parse<CaptionLabel>(await RequestBody.ReadAsync(http.Request), http).Clean()),
            _ => throw new RequestRefusedException(CaptionErrors.BodyType),
        };
    }

    private static async Task<CaptionBody> ReadFormAsync(HttpContext http, UploadFolder folder, CancellationToken ct)
    {
        await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, [Rule], ct);
        var label = RequestBody.Parse<CaptionLabel>(form.Fields, http).Clean();
        var track = form.Find(Rule.Name) is { } file ? Parse(await File.ReadAllBytesAsync(file.Path, ct), isWebVtt: false) : null;
        return new CaptionBody(track, label) { Language = form.Fields["language"]?.ToString() };
    }

    private static CaptionTrack Parse(ReadOnlyMemory<byte> file, bool isWebVtt)
    {
        try
        {
            return CaptionFile.Read(file.Span, isWebVtt);
        }
        catch (CaptionFormatException fault)
        {
            throw new RequestRefusedException(CaptionErrors.Malformed(fault));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadFileAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes)
            throw new RequestRefusedException(CaptionErrors.TooLarge);
        var bytes = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return length <= MaxBytes ? bytes.AsMemory(0, length) : throw new RequestRefusedException(CaptionErrors.TooLarge);
    }
}
