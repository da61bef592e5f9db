using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Videos.Replacing;

namespace VideoTube.Uploads.Tus;

/// <summary>tus 1.0 (tus.io/protocols/resumable-upload): uploads that go on from the byte where they were cut off.</summary>
internal static class TusEndpoints
{
    public static void MapResumableUploads(this IEndpointRouteBuilder api)
    {
        api.MapGet("/uploads", List).WithTags("Uploads")
            .WithSummary("One's own uploads that are no videos yet, the newest first; a file that comes in two parts, its end first, is one");
        var uploads = api.MapGroup("/uploads").WithTags("Uploads").RequireAuthorization().AddEndpointFilter(TusHeaders.JudgeVersion);
        uploads.MapPost("", Create)
            .WithSummary("Begins a resumable upload (tus 1.0): Upload-Length, Upload-Metadata, Upload-Concat; may bring the first bytes")
            .Gives(201)
            .Refuses(TusErrors.Version, TusErrors.LengthMissing, VideoErrors.TooLarge, TusErrors.TooMany, VideoErrors.DiskFull, TusErrors.Parts)
            .Refuses(TusErrors.Header("Upload-Length", "must be a whole number of bytes"), HttpErrors.InvalidField("title", "title has 1 to 120 characters"))
            .Refuses(TusErrors.TooLong, TusErrors.Type, TusErrors.Algorithm, TusErrors.Checksum, TusErrors.Busy)
            .Refuses(HttpErrors.UnreadableRequest, ApiError.OfStatus(StatusCodes.Status408RequestTimeout))
            .Refuses(FileErrors.OfVideos)
            .Refuses(ReplacementErrors.OfVideo);
        uploads.MapGet("/{id}", Tell)
            .WithSummary("How far an upload is, by HEAD or GET: Upload-Offset, Upload-Length, Upload-Expires; Upload-Result once it is a video")
            .Refuses(TusErrors.Version, TusErrors.NotFound, TusErrors.Busy, VideoErrors.DiskFull, TusErrors.Parts)
            .Refuses(FileErrors.OfVideos)
            .Refuses(VideoErrors.OfMissing);
        uploads.MapPatch("/{id}", Add)
            .WithSummary("Adds bytes at Upload-Offset, maybe with an Upload-Checksum; the last ones make it a video, at Upload-Result")
            .TakesBytes(TusHeaders.BytesType)
            .Gives(204)
            .Refuses(TusErrors.Version, TusErrors.NotFound, TusErrors.Final, TusErrors.WrongOffset, TusErrors.Busy, TusErrors.TooLong, TusErrors.Type)
            .Refuses(TusErrors.Header("Upload-Offset", "must be a whole number of bytes"), TusErrors.Algorithm, TusErrors.Checksum, TusErrors.DiskFull)
            .Refuses(FileErrors.OfVideos)
            .Refuses([.. VideoErrors.OfMissing, ReplacementErrors.StillProcessed]);
        uploads.MapDelete("/{id}", Delete)
            .WithSummary("Ends an upload and frees its room, with the end of its file where that came first; a video that it became stays")
            .Gives(204)
            .Refuses(TusErrors.Version, TusErrors.NotFound, TusErrors.Busy);
    }

    private static ApiResult<IReadOnlyList<UnfinishedUpload>> List(CurrentUser user, UnfinishedUploads uploads) => ApiResult.Ok(uploads.List(user.Id));

    private static async Task<TusAnswer> Create(HttpContext http, CurrentUser user, CreateUpload create, ReplaceVideo replace, AddBytes add, TusStore uploads, RemoveUpload remove)
    {
        var headers = http.Request.Headers;
        using var checksum = TusChecksum.Read(Text(headers, "Upload-Checksum"));
        var bringsBytes = TusHeaders.BringsBytes(http.Request);
        var planned = new PlannedUpload(TusHeaders.ReadBytes(headers, "Upload-Length"), Text(headers, "Upload-Metadata"), Text(headers, "Upload-Concat"));
        if (bringsBytes && http.Request.ContentType != TusHeaders.BytesType)
            return TusErrors.Type;
        if (bringsBytes && http.Request.ContentLength > planned.Length)
            return TusErrors.TooLong;
        if (TusMetadata.Read(planned.Metadata).Replaces is { } replaced && await replace.WhyNotAsync(replaced, user.Id, CancellationToken.None) is { } inTheWay)
            return inTheWay;
        var created = create.Run(planned, user.Id);
        if (created.Value is not { } upload)
            return created.Error!;
        http.Response.Headers.Location = upload.Address;
        if (upload.Parts is not null)
            return TusAnswer.Of(201, await uploads.GetStateAsync(upload.Id, user.Id, CancellationToken.None));
        if (!bringsBytes && upload.Length > 0)
            return TusAnswer.Of(201, uploads.StateOf(upload.Id, user.Id));

        // A client that does not get the answer does not know where to go on: nothing is kept for it.
        var isKept = false;
        try
        {
            var added = await add.RunAsync(http.Request, upload.Id, user.Id, 0, checksum);
            isKept = added.Error is null;
            return TusAnswer.Of(201, added);
        }
        finally
        {
            if (!isKept)
                await remove.RunAsync(upload.Id, CancellationToken.None);
        }
    }

    private static async Task<TusAnswer> Tell(string id, CurrentUser user, TusStore uploads, CancellationToken ct) =>
        TusAnswer.Of(200, await uploads.GetStateAsync(Read(id), user.Id, ct)) with { IsFull = true };

    private static async Task<TusAnswer> Add(string id, HttpContext http, CurrentUser user, AddBytes add)
    {
        if (http.Request.ContentType != TusHeaders.BytesType)
            return TusErrors.Type;
        if (TusHeaders.ReadBytes(http.Request.Headers, "Upload-Offset") is not { } offset)
            return TusErrors.Header("Upload-Offset", "must be sent: it tells where the bytes begin");
        using var checksum = TusChecksum.Read(Text(http.Request.Headers, "Upload-Checksum"));
        return TusAnswer.Of(204, await add.RunAsync(http.Request, Read(id), user.Id, offset, checksum));
    }

    private static async Task<TusAnswer> Delete(string id, CurrentUser user, TusStore uploads, RemoveUpload remove, CancellationToken ct) =>
        uploads.Find(Read(id), user.Id) is not { } upload ? TusErrors.NotFound
            : await remove.RunWholeAsync(upload, ct) is { } error ? error
            : new TusAnswer(204, null, null);

    private static Id Read(string id) => GivenId.Read(id, "The upload's id");

    private static string? Text(IHeaderDictionary headers, string name) => headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
