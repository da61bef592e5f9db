using System.Reflection;
using VideoTube.Http;

namespace VideoTube.Captions;

/// <summary>Which file format is asked for.</summary>
/// <param name="Extension">vtt or srt.</param>
internal sealed record CaptionFormat(string Extension) : IReadsQuery<CaptionFormat>
{
    public static IReadOnlyList<QueryParameter> Query { get; } = [QueryParameter.OneOf("format", "WebVTT as it is kept, or made into SubRip", "vtt", "srt")];

    public static ValueTask<CaptionFormat?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        http.Request.Query["format"].ToString() is var format and ("" or "vtt" or "srt")
            ? ValueTask.FromResult<CaptionFormat?>(new CaptionFormat(format.Length == 0 ? "vtt" : format))
            : throw new RequestRefusedException(CaptionErrors.Format);
}
