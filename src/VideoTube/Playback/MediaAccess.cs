using System.Collections.Concurrent;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Memberships;
using VideoTube.Uploads.Previews;
using VideoTube.Videos;

namespace VideoTube.Playback;

/// <summary>
/// Who may see which video's files, remembered for a second: a player asks for segments faster than that. What this
/// process changes holds at once.
/// </summary>
internal sealed class MediaAccess(VideoAccessStore videos, MembershipStore memberships, UploadPreviews previews, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<Id, Entry<VideoAccess?>> known = new();
    private readonly ConcurrentDictionary<(Id Channel, Id Person), Entry<bool>> members = new();

    /// <summary>Whether this visitor may have a video's files and how they may be cached, or why not.</summary>
    public async ValueTask<Result<VideoAccess>> JudgeAsync(Id video, Visitor visitor, CancellationToken ct)
    {
        if (await FindAsync(video, ct) is not { } access)
            return FindPreview(video, visitor) is { } growing ? growing : VideoErrors.NotFound;
        if (access.Reach == VideoReach.Everyone || access.Owner == visitor.Id || visitor.Moderates)
            return access;
        return access.Reach switch
        {
            VideoReach.BlockedByLaw => VideoErrors.TakenDown(access.Reason, byLaw: true),
            VideoReach.Members when visitor.Id is { } person && await IsMemberAsync((access.Owner, person), ct) => access,
            VideoReach.Members => VideoErrors.MembersOnly(access.OwnerName),
            _ => VideoErrors.NotFound,
        };
    }

    /// <summary>The same for a video's picture, which stands before a members-only video for all to see.</summary>
    public async ValueTask<Result<VideoAccess>> JudgePictureAsync(Id video, Visitor visitor, CancellationToken ct) =>
        await FindAsync(video, ct) is { Reach: VideoReach.Members } access ? access : await JudgeAsync(video, visitor, ct);

    /// <summary>An upload on its way is there for its owner, and for nobody else.</summary>
    private VideoAccess? FindPreview(Id upload, Visitor visitor) =>
        previews.Find(upload) is { } preview && preview.Owner == visitor.Id
            ? new VideoAccess(preview.Owner, OwnerName: "", VideoReach.Nobody, Reason: "")
            : null;

    public void Forget(Id video) => known.TryRemove(video, out _);

    public void ForgetMember(Id channel, Id person) => members.TryRemove((channel, person), out _);

    private ValueTask<VideoAccess?> FindAsync(Id video, CancellationToken ct) =>
        RememberAsync(known, video, () => videos.FindAsync(video, ct));

    private ValueTask<bool> IsMemberAsync((Id Channel, Id Person) who, CancellationToken ct) =>
        RememberAsync(members, who, () => memberships.IsMemberAsync(who.Channel, who.Person, ct));

    private async ValueTask<T> RememberAsync<TKey, T>(ConcurrentDictionary<TKey, Entry<T>> entries, TKey key, Func<Task<T>> read) where TKey : notnull
    {
        if (entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.Since) < Lifetime && entry.Answer is { } answer)
            return answer.Value;
        if (entries.Count >= MaxEntries)
            entries.Clear();

        // The entry stands before the row is read: what is forgotten meanwhile stays forgotten.
        var fresh = new Entry<T>(time.GetTimestamp());
        entries[key] = fresh;
        var value = await read();
        fresh.Answer = new Known<T>(value);
        return value;
    }

    private sealed class Entry<T>(long since)
    {
        public long Since => since;

        /// <summary>Null until it is read.</summary>
        public Known<T>? Answer { get; set; }
    }

    private sealed record Known<T>(T Value);
}
