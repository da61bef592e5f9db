using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VideoTube.Storage.Cloudinary;

/// <summary>
/// The requests to Cloudinary, and its refusals in words. All but listing and deleting by prefix belong to the Upload API,
/// whose requests are not counted.
/// </summary>
internal sealed class CloudinaryApi(CloudinaryAccount account, HttpClient http, TimeProvider time)
{
    /// <summary>Delivered by signed addresses only, and never by the CDN without one.</summary>
    private const string DeliveryType = "authenticated";

    /// <summary>The most that a listing gives at once.</summary>
    private const string PageSize = "500";

    /// <summary>A page of 500 files, or 1000 deleted names of 255 characters, takes less than a tenth.</summary>
    private const int MaxAnswer = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>20 MB at 270 kbit/s.</summary>
    private static readonly TimeSpan UploadPatience = TimeSpan.FromMinutes(10);

    /// <summary>How long the site's own reading may take to begin, with as much for a clock that is behind.</summary>
    private static readonly TimeSpan ReadingTime = TimeSpan.FromMinutes(10);

    private readonly string root =
        $"{(account.ApiAddress?.AbsoluteUri ?? "https://api.cloudinary.com").TrimEnd('/')}/v1_1/{Uri.EscapeDataString(account.CloudName)}/";

    /// <summary>Uploads a whole file, or one chunk of it, which becomes visible with the last one.</summary>
    public Task<StoredFile> UploadAsync(NamedFile file, ReadOnlyMemory<byte> bytes, UploadPart? part, CancellationToken ct)
    {
        var parameters = new List<(string, string)> { ("public_id", file.PublicId), ("type", DeliveryType), ("overwrite", "true") };
        if (file.Context is { } context)
            parameters.Add(("context", context));
        return AskAsync(() => UploadRequest(Signed(parameters), bytes, part), UploadPatience, CloudinaryJson.Default.StoredFile, ct);
    }

    /// <summary>
    /// <c>explicit</c> applies what it is told to a file, here nothing, and answers as the upload did: the only documented
    /// way to a file's facts that is not counted.
    /// </summary>
    public Task<StoredFile> DescribeAsync(string publicId, CancellationToken ct) =>
        PostAsync("explicit", publicId, CloudinaryJson.Default.StoredFile, ct);

    public Task<DestroyAnswer> DestroyAsync(string publicId, CancellationToken ct) =>
        PostAsync("destroy", publicId, CloudinaryJson.Default.DestroyAnswer, ct);

    public Task<ListedFiles> ListAsync(string prefix, string? cursor, CancellationToken ct) => AskAsync(
        () => AdminRequest(HttpMethod.Get, prefix, cursor, ("max_results", PageSize), ("context", "true")),
        Patience, CloudinaryJson.Default.ListedFiles, ct);

    public Task<DeletedFiles> DeleteAsync(string prefix, string? cursor, CancellationToken ct) => AskAsync(
        () => AdminRequest(HttpMethod.Delete, prefix, cursor), Patience, CloudinaryJson.Default.DeletedFiles, ct);

    /// <summary>The signed address of a file. It is the API's own and not the CDN's, hence never an old copy.</summary>
    public Uri DownloadAddress(string publicId, TimeSpan lifetime)
    {
        var end = (long)Math.Ceiling((time.GetUtcNow() + lifetime - DateTimeOffset.UnixEpoch).TotalSeconds);
        return AddressOf("raw/download", Signed([("public_id", publicId), ("type", DeliveryType), ("expires_at", end.ToString())]));
    }

    /// <summary>Begins a download; the answer is 200, 206, 404 or 416.</summary>
    public Task<HttpResponseMessage> DownloadAsync(string publicId, RangeHeaderValue? range, CancellationToken ct) => WithinAsync(
        Patience, async within =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, DownloadAddress(publicId, ReadingTime));
            request.Headers.Range = range;
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, within);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent
                or HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable)
                return response;

            using (response)
                throw await RefusalAsync(response, within);
        }, ct);

    private Task<T> PostAsync<T>(string act, string publicId, JsonTypeInfo<T> type, CancellationToken ct) => AskAsync(
        () => new HttpRequestMessage(HttpMethod.Post, AddressOf($"raw/{act}"))
        {
            Content = new FormUrlEncodedContent(Signed([("public_id", publicId), ("type", DeliveryType)])),
        }, Patience, type, ct);

    private HttpRequestMessage UploadRequest(Dictionary<string, string> parameters, ReadOnlyMemory<byte> bytes, UploadPart? part)
    {
        var boundary = Guid.NewGuid().ToString("N");
        var form = new MultipartFormDataContent(boundary);
        // The framework writes boundary and names as tokens may be written; the kits of Cloudinary write them like this.
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
        foreach (var (name, value) in parameters)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), $"\"{name}\"");
        var file = new ReadOnlyMemoryContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = "\"file\"" };
        form.Add(file);

        var request = new HttpRequestMessage(HttpMethod.Post, AddressOf("raw/upload")) { Content = form };
        if (part is not null)
        {
            request.Headers.Add("X-Unique-Upload-Id", part.UploadId);
            // A total of -1 says that more follows; the framework would refuse to parse it.
            var range = $"bytes {part.Offset}-{part.Offset + bytes.Length - 1}/{part.Total ?? -1}";
            form.Headers.TryAddWithoutValidation("Content-Range", range);
        }

        return request;
    }

    private HttpRequestMessage AdminRequest(
        HttpMethod method, string prefix, string? cursor, params ReadOnlySpan<(string Name, string Value)> more)
    {
        List<KeyValuePair<string, string>> query = [new("prefix", prefix)];
        foreach (var (name, value) in more)
            query.Add(new(name, value));
        if (cursor is not null)
            query.Add(new("next_cursor", cursor));

        var request = new HttpRequestMessage(method, AddressOf($"resources/raw/{DeliveryType}", query));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.ApiKey}:{account.ApiSecret}")));
        return request;
    }

    private Task<T> AskAsync<T>(Func<HttpRequestMessage> ask, TimeSpan patience, JsonTypeInfo<T> type, CancellationToken ct) => WithinAsync(
        patience, async within =>
        {
            using var request = ask();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, within);
            if (!response.IsSuccessStatusCode)
                throw await RefusalAsync(response, within);
            return await ReadAsync(response, type, within) ?? throw new JsonException();
        }, ct);

    private async Task<CloudinaryRefusalException> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        string? message;
        try
        {
            message = (await ReadAsync(response, CloudinaryJson.Default.ErrorAnswer, ct))?.Error?.Message;
        }
        catch (JsonException)
        {
            message = null;
        }

        return new CloudinaryRefusalException(response.StatusCode, CloudinaryRefusal.Reason(message, account));
    }

    private static async Task<T?> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        await response.Content.LoadIntoBufferAsync(MaxAnswer, ct);
        await using var json = await response.Content.ReadAsStreamAsync(ct);
        return await JsonSerializer.DeserializeAsync(json, type, ct);
    }

    private async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> act, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await act(either.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new MediaHostException("Cloudinary did not answer in time.", e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new MediaHostException("Cloudinary's answer is longer than any that is documented.", e);
        }
        catch (HttpRequestException e)
        {
            throw new MediaHostException($"Cloudinary cannot be reached: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new MediaHostException("Cloudinary's answer is not what is documented.", e);
        }
    }

    private Dictionary<string, string> Signed(IEnumerable<(string Name, string Value)> parameters) =>
        CloudinarySignature.Sign(account, time.GetUtcNow(), parameters);

    private Uri AddressOf(string path, IEnumerable<KeyValuePair<string, string>>? query = null) => new(query is null
        ? root + path
        : $"{root}{path}?{string.Join('&', query.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"))}");
}

/// <param name="Context">Custom context to store beside it, as <c>name=value</c>.</param>
internal sealed record NamedFile(string PublicId, string? Context);

/// <param name="UploadId">The same for all chunks of an upload.</param>
/// <param name="Total">Bytes of the whole file; null while more follows.</param>
internal sealed record UploadPart(string UploadId, long Offset, long? Total);
