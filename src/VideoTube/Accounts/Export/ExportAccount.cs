using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Options;
using VideoTube.Data;
using VideoTube.Storage;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace VideoTube.Accounts.Export;

/// <summary>Writes all that is somebody's as a zip, while it is read: neither a file of it nor much memory.</summary>
internal sealed class ExportAccount(
    AccountStore accounts, IEnumerable<IExported> exported, IEnumerable<IExportedMedia> media, IMediaStore store,
    IOptions<JsonOptions> json, TimeProvider time)
{
    private const int CopyBuffer = 128 * 1024;
    private const int FlushAt = 32 * 1024;

    private readonly JsonSerializerOptions options = new(json.Value.SerializerOptions) { WriteIndented = true };

    public async Task WriteAsync(Stream body, Id user, CancellationToken ct)
    {
        await using var target = new ZipTarget(body);
        await using (var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
            await FillAsync(zip, user, ct);
        await target.FlushAsync(ct);
    }

    private async Task FillAsync(ZipArchive zip, Id user, CancellationToken ct)
    {
        if (await accounts.FindAsync(user, ct) is { } account)
        {
            await using var file = await OpenAsync(zip, "account.json", CompressionLevel.Optimal, ct);
            await JsonSerializer.SerializeAsync(file, account, options.GetTypeInfo(typeof(User)), ct);
        }

        foreach (var part in exported)
        {
            await using var file = await OpenAsync(zip, $"{part.Name}.json", CompressionLevel.Optimal, ct);
            await WriteRowsAsync(file, part.ListAsync(user, ct), ct);
        }

        var missing = new List<MediaKey>();
        foreach (var files in media)
            await foreach (var key in files.ListMediaAsync(user, ct))
                if (missing.Count > 0 || !await TryCopyAsync(zip, key, ct))
                    missing.Add(key);
        if (missing.Count > 0)
            await TellMissingAsync(zip, missing, ct);
    }

    /// <summary>False when the place where it is kept fails: it fails for the next ones too.</summary>
    private async Task<bool> TryCopyAsync(ZipArchive zip, MediaKey key, CancellationToken ct)
    {
        try
        {
            await CopyAsync(zip, key, ct);
            return true;
        }
        catch (MediaHostException)
        {
            return false;
        }
    }

    private async Task TellMissingAsync(ZipArchive zip, List<MediaKey> missing, CancellationToken ct)
    {
        await using var file = await OpenAsync(zip, "missing.txt", CompressionLevel.Optimal, ct);
        await using var text = new StreamWriter(file);
        await text.WriteLineAsync("The place where these are kept did not answer. Please take the copy again later.\n");
        foreach (var key in missing)
            await text.WriteLineAsync($"media/{key}".AsMemory(), ct);
    }

    private async Task WriteRowsAsync(Stream file, IAsyncEnumerable<object> rows, CancellationToken ct)
    {
        await using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, Encoder = options.Encoder });
        writer.WriteStartArray();
        await foreach (var row in rows)
        {
            JsonSerializer.Serialize(writer, row, options.GetTypeInfo(row.GetType()));
            if (writer.BytesPending > FlushAt)
                await writer.FlushAsync(ct);
        }

        writer.WriteEndArray();
    }

    /// <summary>Videos and pictures are compressed already.</summary>
    private async Task CopyAsync(ZipArchive zip, MediaKey key, CancellationToken ct)
    {
        Stream source;
        try
        {
            source = await store.OpenAsync(key, 0, length: null, ct);
        }
        catch (MediaNotFoundException)
        {
            return; // deleted since its row was read
        }

        await using (source)
        {
            await using var file = await OpenAsync(zip, $"media/{key}", CompressionLevel.NoCompression, ct);
            await source.CopyToAsync(file, CopyBuffer, ct);
        }
    }

    private async Task<Stream> OpenAsync(ZipArchive zip, string name, CompressionLevel level, CancellationToken ct)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = time.GetUtcNow();
        return await entry.OpenAsync(ct);
    }
}
