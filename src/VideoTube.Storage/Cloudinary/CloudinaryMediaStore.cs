using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using VideoTube.Storage.Local;

namespace VideoTube.Storage.Cloudinary;

/// <summary>
/// Media at Cloudinary, one raw file a key, by its REST API. Every fault of it is a <see cref="MediaHostException"/> in words, which
/// hold neither the secret nor a signed address.
/// </summary>
public sealed class CloudinaryMediaStore : IMediaStore
{
    /// <summary>What Cloudinary's own kits send at once; the least is 5 MB, the most 100 MB.</summary>
    private const int DefaultChunkLength = 20_000_000;

    private const int CopyBuffer = 128 * 1024;

    private readonly CloudinaryApi api;
    private readonly PublicIds ids;
    private readonly TimeProvider time;
    private readonly int chunkLength;

    /// <param name="account">Whose files they are.</param>
    /// <param name="http">Without a time-out: the store has its own. Must not log addresses, which are signed.</param>
    /// <param name="time">Signs, and limits waiting.</param>
    /// <exception cref="ArgumentException">The account's folder is none.</exception>
    public CloudinaryMediaStore(CloudinaryAccount account, HttpClient http, TimeProvider time)
        : this(account, http, time, DefaultChunkLength)
    {
    }

    internal CloudinaryMediaStore(CloudinaryAccount account, HttpClient http, TimeProvider time, int chunkLength)
    {
        (this.time, this.chunkLength) = (time, chunkLength);
        api = new CloudinaryApi(account, http, time);
        ids = new PublicIds(account.Folder);
    }

    public async Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct)
    {
        try
        {
            var file = await api.DescribeAsync(ids.Of(key), ct);
            return file is { Bytes: >= 0 and var length, CreatedAt: { } createdAt, Etag: { } tag } && IsTag(tag)
                ? new MediaFacts(EmptyFile.Is(file) ? 0 : length, createdAt.ToUniversalTime(), $"\"{tag}\"")
                : throw new MediaHostException($"Cloudinary does not tell the facts of {key}.");
        }
        catch (CloudinaryRefusalException refusal) when (refusal.IsMissing)
        {
            return null;
        }
    }

    public async Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        if (length == 0) // no Range header asks for nothing
        {
            Cut(await GetLengthAsync(key, ct), offset, length);
            return Stream.Null;
        }

        var answer = await api.DownloadAsync(ids.Of(key), RangeFor(offset, length), ct);
        try
        {
            return await BeginAsync(key, answer, offset, length, ct);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    public async Task PutAsync(MediaKey key, Stream content, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var firstLength = content.CanSeek ? Math.Clamp(content.Length - content.Position, 0, chunkLength) : 0;
        await using var upload = new ChunkedUpload(api, ids.FileOf(key), chunkLength, (int)firstLength);
        try
        {
            await content.CopyToAsync(upload, CopyBuffer, ct);
            await upload.CompleteAsync();
        }
        catch (CloudinaryRefusalException refusal) when (refusal.MeansFull)
        {
            throw new MediaStoreFullException(key, refusal);
        }
    }

    public async Task PutFileAsync(MediaKey key, string path, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using (var file = SourceFile.Open(path))
            await PutAsync(key, file, ct);
        File.Delete(path);
    }

    public async Task<bool> DeleteAsync(MediaKey key, CancellationToken ct) => (await api.DestroyAsync(ids.Of(key), ct)).Result switch
    {
        "ok" => true,
        "not found" => false,
        _ => throw new MediaHostException($"Cloudinary does not tell whether it deleted {key}."),
    };

    public async Task DeleteAllAsync(MediaKey folder, CancellationToken ct)
    {
        var prefix = ids.PrefixOf(folder, out var isExact);
        if (!isExact)
        {
            await foreach (var key in ListAsync(folder, ct))
                await DeleteAsync(key, ct);
            return;
        }

        string? cursor = null;
        do
        {
            var answer = await api.DeleteAsync(prefix, cursor, ct);
            if (answer.Deleted is null || (answer.Partial is true && answer.NextCursor is null))
                throw new MediaHostException($"Cloudinary does not tell whether it deleted all below {folder}.");
            cursor = Next(cursor, answer.NextCursor);
        }
        while (cursor is not null);
    }

    public async IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, [EnumeratorCancellation] CancellationToken ct)
    {
        var prefix = ids.PrefixOf(folder, out _);
        string? cursor = null;
        do
        {
            var page = await api.ListAsync(prefix, cursor, ct);
            foreach (var file in page.Resources ?? throw new MediaHostException("Cloudinary's listing lists nothing."))
            {
                if (ids.TryKeyOf(file, out var key) && key.Value.StartsWith($"{folder.Value}/", StringComparison.Ordinal))
                    yield return key;
            }

            cursor = Next(cursor, page.NextCursor);
        }
        while (cursor is not null);
    }

    private async Task<Stream> BeginAsync(MediaKey key, HttpResponseMessage answer, long offset, long? length, CancellationToken ct)
    {
        if (answer.StatusCode == HttpStatusCode.NotFound)
            throw new MediaNotFoundException(key);

        var range = answer.Content.Headers.ContentRange;
        var total = answer.StatusCode == HttpStatusCode.OK ? answer.Content.Headers.ContentLength : range?.Length;
        var count = Cut(EmptyFile.MayBe(total) || total is null ? await GetLengthAsync(key, ct) : total.Value, offset, length);
        if (count == 0)
        {
            answer.Dispose();
            return Stream.Null;
        }

        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            || (answer.StatusCode == HttpStatusCode.PartialContent && range?.From != offset))
            throw new MediaHostException($"Cloudinary sends other bytes of {key} than it was asked for.");
        // A server may ignore a range (RFC 9110 section 14.2).
        var skip = answer.StatusCode == HttpStatusCode.OK ? offset : 0;
        return new DownloadedRange(answer, await answer.Content.ReadAsStreamAsync(ct), skip, count, time);
    }

    private async Task<long> GetLengthAsync(MediaKey key, CancellationToken ct) =>
        (await FindAsync(key, ct) ?? throw new MediaNotFoundException(key)).Length;

    /// <summary>How many bytes a range of a file of this length has.</summary>
    private static long Cut(long total, long offset, long? length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, total);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length ?? 0, total - offset, nameof(length));
        return length ?? total - offset;
    }

    private static RangeHeaderValue? RangeFor(long offset, long? length) => (offset, length) switch
    {
        (0, null) => null,
        (_, { } count) when count <= long.MaxValue - offset => new RangeHeaderValue(offset, offset + count - 1),
        _ => new RangeHeaderValue(offset, null),
    };

    private static string? Next(string? cursor, string? next) =>
        next is null || next != cursor ? next : throw new MediaHostException("Cloudinary gives the same page again.");

    /// <summary>Fit to stand in quotes (RFC 9110 section 8.8.3).</summary>
    private static bool IsTag(string text) => text.Length > 0 && text.All(c => c is '!' or (>= '#' and <= '~'));
}
