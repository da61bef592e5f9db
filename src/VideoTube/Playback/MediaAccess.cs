using System.Collections.Concurrent;
using VideoTube.Data;

namespace VideoTube.Playback;

/// <summary>Who may see a video's files.</summary>
/// <param name="IsOpen">Anyone with the address.</param>
internal sealed record VideoAccess(Id Owner, bool IsOpen);

/// <summary>
/// Who may see which video's files, remembered for a second: a player asks for segments faster than that. What this
/// process changes holds at once.
/// </summary>
internal sealed class MediaAccess(Database database, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<Id, Entry> known = new();

    /// <summary>Null when there is no such video, or its upload is on its way.</summary>
    public async ValueTask<VideoAccess?> FindAsync(Id video, CancellationToken ct)
    {
        if (known.TryGetValue(video, out var entry) && time.GetElapsedTime(entry.Since) < Lifetime && entry.Answer is { } answer)
            return answer.Access;
        if (known.Count >= MaxEntries)
            known.Clear();

        // The entry stands before the row is read: what is forgotten meanwhile stays forgotten.
        var fresh = new Entry(time.GetTimestamp());
        known[video] = fresh;
        var access = await ReadAsync(video, ct);
        fresh.Answer = new Answer(access);
        return access;
    }

    public void Forget(Id video) => known.TryRemove(video, out _);

    private async Task<VideoAccess?> ReadAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var row = await read.FindAsync<AccessRow>("""
            SELECT owner_id, published, visibility FROM videos WHERE id = @id AND status <> 'uploading'
            """, new { id = video.ToString() });
        return row is null ? null : new VideoAccess(row.OwnerId, row is { Published: true, Visibility: "public" or "unlisted" });
    }

    private sealed class Entry(long since)
    {
        public long Since => since;
        /// <summary>Null until it is read.</summary>
        public Answer? Answer { get; set; }
    }

    private sealed record Answer(VideoAccess? Access);

    private sealed record AccessRow
    {
        public Id OwnerId { get; init; }
        public bool Published { get; init; }
        public string Visibility { get; init; } = "";
    }
}
