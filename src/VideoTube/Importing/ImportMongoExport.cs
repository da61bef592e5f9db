using System.Runtime.CompilerServices;
using System.Text.Json;
using VideoTube.Accounts.Pictures;

namespace VideoTube.Importing;

/// <summary>
/// Takes over the users and videos of an Express and Mongoose backend from mongoexport's files. It may be run again, also
/// after it was stopped: what is there already stays as it is. Memory does not grow with the files.
/// </summary>
internal sealed class ImportMongoExport(ImportStore store, ImportMedia importMedia, TimeProvider time)
{
    private const int Batch = 500;

    public async Task RunAsync(string usersFile, string videosFile, MediaRoot? media, ImportReport report, CancellationToken ct)
    {
        await foreach (var users in ReadAsync(usersFile, "users", MongoUser.Read, report, ct).Chunk(Batch))
            await PacedAsync(() => AddUsersAsync(usersFile, users, media, report, ct), ct);
        await foreach (var videos in ReadAsync(videosFile, "videos", MongoVideo.Read, report, ct).Chunk(Batch))
            await PacedAsync(() => AddVideosAsync(videosFile, videos, media, report, ct), ct);
        // Videos are there only now, so the users are read once more; what is wrong with them has been told.
        report.Count("watch history", 0);
        await foreach (var watched in ReadAsync(usersFile, "users", MongoUser.Read, report: null, ct).SelectMany(user => user.Value.Watched).Chunk(Batch))
            await PacedAsync(async () => report.Count("watch history", await store.AddHistoryAsync(watched, ct)), ct);
    }

    private async Task AddUsersAsync(string file, Numbered<MongoUser>[] users, MediaRoot? media, ImportReport report, CancellationToken ct)
    {
        var fates = await store.AddUsersAsync([.. users.Select(user => user.Value)], ct);
        foreach (var ((line, user), fate) in users.Zip(fates))
        {
            report.Tell("users", file, line, fate);
            if (fate.Outcome != Outcome.Imported)
                continue;
            foreach (var (kind, address) in new[] { (PictureKind.Avatar, user.Avatar), (PictureKind.CoverImage, user.CoverImage) })
                if (media?.Find(address) is { } picture && await importMedia.TakeAsync(user.Id, kind, picture, ct) is { } refused)
                    report.Note(file, line, $"without its {kind.Field}: {refused}", address);
        }
    }

    private async Task AddVideosAsync(string file, Numbered<MongoVideo>[] videos, MediaRoot? media, ImportReport report, CancellationToken ct)
    {
        var bare = new List<(Numbered<MongoVideo> From, string Failure)>();
        foreach (var each in videos)
        {
            if (media?.Find(each.Value.VideoFile) is not { } path)
                bare.Add((each, ImportStore.NoMedia));
            else if (await store.ForetellAsync(each.Value, ct) is var fate && fate.Outcome == Outcome.Imported
                && await importMedia.TakeAsync(each.Value, path, media.Find(each.Value.Thumbnail), ct) is { } refused)
                bare.Add((each, refused));
            else
                report.Tell("videos", file, each.Line, fate);
        }

        var fates = await store.AddVideosAsync([.. bare.Select(each => (each.From.Value, each.Failure))], ct);
        foreach (var ((each, failure), fate) in bare.Zip(fates))
        {
            report.Tell("videos", file, each.Line, fate);
            if (fate.Outcome == Outcome.Imported)
                report.Note(file, each.Line, failure == ImportStore.NoMedia ? "without its media" : $"without its media: {failure}", each.Value.VideoFile);
        }
    }

    /// <summary>Between two batches the site gets the database for as long as a batch took: on SQLite only one writes at a time.</summary>
    private async Task PacedAsync(Func<Task> batch, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        await batch();
        await Task.Delay(TimeSpan.FromTicks(Math.Min(time.GetElapsedTime(began).Ticks, TimeSpan.TicksPerSecond)), time, ct);
    }

    /// <param name="report">Null when what is invalid has been told before.</param>
    private static async IAsyncEnumerable<Numbered<T>> ReadAsync<T>(
        string path, string what, Func<JsonElement, T> read, ImportReport? report, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var document in DocumentsAsync(path, ct))
        {
            if (TryRead(document, read, out var value, out var reason))
                yield return new Numbered<T>(document.Line, value!);
            else
                report?.Skip(what, path, document.Line, reason);
        }
    }

    private static bool TryRead<T>(ExportedDocument document, Func<JsonElement, T> read, out T? value, out string reason)
    {
        (value, reason) = (default, "it is no whole JSON document");
        if (document.Json is null)
            return false;
        try
        {
            using var json = JsonDocument.Parse(document.Json);
            value = read(json.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidDocumentException invalid)
        {
            reason = invalid.Message;
            return false;
        }
    }

    private static async IAsyncEnumerable<ExportedDocument> DocumentsAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        var (splitter, chunk) = (new DocumentSplitter(), new byte[64 << 10]);
        await using var file = File.OpenRead(path);
        while (await file.ReadAsync(chunk, ct) is var count and > 0)
            foreach (var document in splitter.Take(chunk, count))
                yield return document;
        if (splitter.End() is { } cut)
            yield return cut;
    }
}

/// <param name="Line">Where its document begins.</param>
internal sealed record Numbered<T>(long Line, T Value);
