using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace VideoTube.Http;

/// <summary>
/// A form with files, read as it arrives: fields into memory, files onto the disk, never a file in memory. Disposing it
/// deletes the files that are still in their place, whatever happened.
/// </summary>
internal sealed class MultipartForm : IAsyncDisposable
{
    private const int MaxFields = 1000;
    private const int BufferSize = 128 * 1024;
    private const int NoSpace = 28, OverQuota = 122; // ENOSPC, EDQUOT

    private readonly List<SentFile> files = [];
    private readonly FormFileRule[] rules;
    private readonly string folder;
    private int fieldBytes;
    private int fieldCount;

    private MultipartForm(string folder, FormFileRule[] rules) => (this.folder, this.rules) = (folder, rules);

    /// <summary>The fields as a tree, for <see cref="RequestBody.Parse{T}"/>.</summary>
    public JsonObject Fields { get; } = [];

    public SentFile? Find(string name) => files.Find(file => file.Name == name);

    public static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == "multipart/form-data";

    /// <summary>
    /// Reads the whole body. Type and size are judged by the headers before a byte of the body is asked for, so that a
    /// client that sent <c>Expect: 100-continue</c> never sends what is refused.
    /// </summary>
    /// <exception cref="RequestRefusedException">It is no such form, too large, or a file was refused by its rule.</exception>
    public static async Task<MultipartForm> ReadAsync(
        HttpRequest request, string folder, IEnumerable<FormFileRule> rules, CancellationToken ct)
    {
        FormFileRule[] taken = [.. rules];
        var boundary = Judge(request, taken);
        var form = new MultipartForm(folder, taken);
        try
        {
            Directory.CreateDirectory(folder);
            await form.ReadPartsAsync(new MultipartReader(boundary, request.Body, BufferSize), ct);
            return form;
        }
        catch
        {
            await form.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var file in files)
            File.Delete(file.Path);
        return ValueTask.CompletedTask;
    }

    internal static bool IsDiskFull(IOException fault) => fault.HResult is NoSpace or OverQuota;

    /// <summary>What the headers alone decide; gives the boundary.</summary>
    private static string Judge(HttpRequest request, FormFileRule[] rules)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data")
            throw new RequestRefusedException(HttpErrors.BodyType);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
            throw new RequestRefusedException(HttpErrors.Unreadable("The multipart body has no boundary"));

        // Each part brings its own headers: as much room again as the fields, and some for each file.
        var limit = rules.Sum(rule => rule.MaxBytes + 4096) + (8 * RequestBody.MaxBytes);
        if (request.ContentLength > limit)
            throw new RequestRefusedException(rules.Length == 1 ? rules[0].TooLarge : HttpErrors.BodyTooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        return boundary;
    }

    private async Task ReadPartsAsync(MultipartReader reader, CancellationToken ct)
    {
        while (await ReadingAsync(() => reader.ReadNextSectionAsync(ct)) is { } part)
        {
            if (part.GetContentDispositionHeader() is not { } disposition || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
                continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            var fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName);
            if (fileName.HasValue)
                await ReadFileAsync(name, fileName.ToString(), part, ct);
            else
                await ReadFieldAsync(name, part.Body, ct);
        }
    }

    private async Task ReadFieldAsync(string name, Stream body, CancellationToken ct)
    {
        var buffer = new byte[RequestBody.MaxBytes - fieldBytes + 1];
        var length = await ReadingAsync(() => body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).AsTask());
        fieldBytes += length + Encoding.UTF8.GetByteCount(name);
        if (fieldBytes > RequestBody.MaxBytes || ++fieldCount > MaxFields)
            throw new RequestRefusedException(HttpErrors.BodyTooLarge);
        FormTree.Add(Fields, name, Encoding.UTF8.GetString(buffer, 0, length));
    }

    private async Task ReadFileAsync(string name, string fileName, MultipartSection part, CancellationToken ct)
    {
        if (name.Length == 0)
            throw new RequestRefusedException(HttpErrors.Unreadable("A file in the form has no name: its part needs Content-Disposition: form-data; name=…"));
        var rule = Array.Find(rules, rule => rule.Name == name);
        rule?.JudgeFields?.Invoke(Fields);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var length = await ReadingAsync(() => part.Body.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, ct).AsTask());
            if (length == 0 && fileName.Length == 0)
                return; // what browsers send for a file input left empty
            if (rule is null)
                throw new RequestRefusedException(HttpErrors.InvalidField(name, $"A file named {name} is not taken here"));
            if (Find(name) is not null)
                throw new RequestRefusedException(HttpErrors.InvalidField(name, $"{name} was sent twice"));
            if (rule.JudgeStart?.Invoke(buffer.AsMemory(0, length)) is { } refusal)
                throw new RequestRefusedException(refusal);
            await SaveAsync(rule, fileName, part, buffer, length, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SaveAsync(FormFileRule rule, string fileName, MultipartSection part, byte[] buffer, int length, CancellationToken ct)
    {
        var path = Path.Combine(folder, $"form-{Guid.NewGuid():N}");
        var file = new SentFile(rule.Name, fileName, part.ContentType ?? "application/octet-stream", path);
        files.Add(file);
        await using var target = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous,
        });
        while (length > 0)
        {
            file.Length += length;
            if (file.Length > rule.MaxBytes)
                throw new RequestRefusedException(rule.TooLarge);
            await WriteAsync(target, buffer.AsMemory(0, length), ct);
            rule.OnWritten?.Invoke(file);
            length = await ReadingAsync(() => part.Body.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, ct).AsTask());
        }
    }

    private static async Task WriteAsync(FileStream target, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await target.WriteAsync(bytes, ct);
        }
        catch (IOException full) when (IsDiskFull(full))
        {
            throw new RequestRefusedException(HttpErrors.DiskFull);
        }
    }

    /// <summary>A form that ends early or breaks its own rules is the client's mistake; the connection's own faults pass.</summary>
    private static async Task<T> ReadingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception wrong) when (wrong is InvalidDataException || (wrong is IOException and not BadHttpRequestException))
        {
            throw new RequestRefusedException(HttpErrors.Unreadable("The multipart body is cut off or malformed"));
        }
    }
}
