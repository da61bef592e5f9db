using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>Why a step of a resumable upload is refused; the statuses are those of tus 1.0.</summary>
internal static class TusErrors
{
    public static readonly ApiError NotFound = new(404, "upload.not_found", "This upload is not here any more, or never was: begin anew");
    public static readonly ApiError Version = new(412, "upload.version", "Send Tus-Resumable: 1.0.0, the version that is spoken here");
    public static readonly ApiError LengthMissing = new(411, "upload.length_required", "Send Upload-Length: how many bytes the file has must be known at its creation");
    public static readonly ApiError WrongOffset = new(409, "upload.offset", "Upload-Offset is not how much is here: ask with HEAD and go on from there");
    public static readonly ApiError Busy = new(423, "upload.busy", "Another request writes to this upload right now") { RetryAfter = 1 };
    public static readonly ApiError TooLong = new(413, "upload.too_long", "The body is longer than what is left of the upload. Nothing of it was kept.");
    public static readonly ApiError Type = new(415, "upload.type", $"Send the bytes as {TusHeaders.BytesType}");
    public static readonly ApiError Checksum = new(460, "upload.checksum", "The bytes are not those the checksum was made of. They were not kept: send them again.");
    public static readonly ApiError Algorithm = new(400, "upload.algorithm", "Upload-Checksum is sha1 or sha256, a space, and the hash in Base64");
    public static readonly ApiError Final = new(403, "upload.final", "A final upload is put together from its parts; nothing is added to it");
    public static readonly ApiError Parts = new(400, "upload.parts", "Upload-Concat must name partial uploads of your own that are complete");
    public static readonly ApiError TooMany = new(429, "upload.too_many", $"You have {CreateUpload.MostUnfinished} unfinished uploads: finish or delete one") { RetryAfter = 60 };
    public static readonly ApiError DiskFull = new(507, "storage.full", "The disk is full. What fitted is kept: go on when there is room again.");

    public static ApiError Header(string name, string rule) => new(400, "upload.header", $"{name} {rule}");
}
