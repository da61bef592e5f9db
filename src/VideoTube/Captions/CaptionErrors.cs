using VideoTube.Http;
using VideoTube.Media.Captions;

namespace VideoTube.Captions;

internal static class CaptionErrors
{
    public static readonly ApiError NotFound = new(404, "caption.not_found", "This video has no captions in that language");
    public static readonly ApiError FileMissing = HttpErrors.Invalid([new("captions", "A file named captions or a label is required")], onlyMissing: true);
    public static readonly ApiError TooLarge = new(413, "caption.too_large", "A caption file has at most 1 MiB");
    public static readonly ApiError BodyType = new(415, "caption.type",
        "Send text/vtt, application/x-subrip, or a form with a file named captions; JSON only to change the label");

    public static readonly ApiError TooMany = HttpErrors.InvalidField("language", $"A video has captions in at most {CaptionStore.MaxLanguages} languages");
    public static readonly ApiError Language = HttpErrors.InvalidField("language", "The language must be a BCP 47 tag, such as en or pt-BR");
    public static readonly ApiError Format = HttpErrors.InvalidField("format", "format must be vtt or srt");

    public static ApiError Malformed(CaptionFormatException fault) => new(422, "caption.malformed", fault.Message)
    {
        Errors = [new("captions", fault.Message)],
    };
}
