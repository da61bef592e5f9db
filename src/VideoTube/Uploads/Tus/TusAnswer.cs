using System.Globalization;
using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>An answer in the protocol's headers, without a body; a refusal in the house's envelope.</summary>
internal sealed record TusAnswer(int Status, UploadState? State, ApiError? Error) : IResult
{
    /// <summary>Tells also what was said at the creation.</summary>
    public bool IsFull { get; init; }

    public static implicit operator TusAnswer(ApiError error) => new(error.Status, null, error);

    public static TusAnswer Of(int status, Result<UploadState> result) => result.Error is { } error ? error : new TusAnswer(status, result.Value, null);

    public async Task ExecuteAsync(HttpContext http)
    {
        if (Error is not null)
        {
            http.Response.Headers.Remove("Location");
            await ErrorAnswer.WriteAsync(http, Error);
            return;
        }

        http.Response.StatusCode = Status;
        if (State is not null)
            Write(http.Response.Headers, State);
    }

    private void Write(IHeaderDictionary headers, UploadState state)
    {
        headers["Upload-Offset"] = Text(state.Offset);
        if (state.ExpiresAt is { } expiry)
            headers["Upload-Expires"] = expiry.ToString("R", CultureInfo.InvariantCulture);
        if (state.Upload is { IsDone: true, IsPartial: false })
            headers["Upload-Result"] = $"/api/v1/videos/{state.Upload.Replaces ?? state.Upload.Id}";
        if (!IsFull)
            return;
        headers["Upload-Length"] = Text(state.Upload.Length);
        if (state.Upload.Metadata is { } metadata)
            headers["Upload-Metadata"] = metadata;
        if (state.Upload.Concat is { } concat)
            headers["Upload-Concat"] = concat;
    }

    private static string Text(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}
