using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>Upload-Concat: a part, or what is put together of parts.</summary>
internal static class TusConcat
{
    public const string Partial = "partial";
    private const string Final = "final;";

    private static readonly Uri Site = new($"http://site{TusHeaders.Base}");

    /// <summary>The parts that a final upload names, in their order, one maybe more than once; null when it is none.</summary>
    /// <exception cref="RequestRefusedException">400: it is neither, or names what is no upload of this site.</exception>
    public static IReadOnlyList<Id>? ReadParts(string? header)
    {
        if (header is null or Partial)
            return null;
        if (!header.StartsWith(Final, StringComparison.Ordinal))
            throw new RequestRefusedException(TusErrors.Header("Upload-Concat", "must be partial, or final; and the addresses of its parts"));
        var parts = header[Final.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadAddress).ToList();
        return parts.Count > 0 ? parts : throw new RequestRefusedException(TusErrors.Parts);
    }

    private static Id ReadAddress(string address) =>
        Uri.TryCreate(Site, address, out var uri) && uri.AbsolutePath.StartsWith($"{TusHeaders.Base}/", StringComparison.Ordinal)
            && Id.TryParse(uri.AbsolutePath[(TusHeaders.Base.Length + 1)..], null, out var id)
            ? id
            : throw new RequestRefusedException(TusErrors.Parts);
}
