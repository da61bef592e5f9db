using VideoTube.Http;

namespace VideoTube.Web.Studio;

/// <summary>What is refused, said with the labels a person sees and beside the fields of the page.</summary>
internal static class EditWords
{
    private const string Changed = "This was changed somewhere else meanwhile. What you typed is still here: save once more to replace that.";

    public static ApiError Of(ApiError error) => error.Code switch
    {
        "precondition.failed" => error with { Message = Changed },
        _ => error with { Errors = [.. error.Errors.Select(fault => new FieldError(FieldOf(fault.Field), WordsOf(fault)))] },
    };

    private static string FieldOf(string field) => field switch
    {
        "captions" => "captions-file",
        _ when field.StartsWith("chapters", StringComparison.Ordinal) => ChapterLines.Field,
        _ => field,
    };

    private static string WordsOf(FieldError fault) => fault.Field switch
    {
        "language" => "Choose a language",
        "captions" when fault.Message.StartsWith("A file", StringComparison.Ordinal) => "Choose a file",
        "thumbnail" => "Choose a picture",
        "videoFile" => "Choose a file",
        _ when fault.Message.StartsWith(fault.Field, StringComparison.Ordinal) => $"{char.ToUpperInvariant(fault.Message[0])}{fault.Message[1..]}",
        _ => fault.Message,
    };
}
