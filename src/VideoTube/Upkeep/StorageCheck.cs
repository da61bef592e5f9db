using System.Runtime.CompilerServices;
using VideoTube.Data;
using VideoTube.Playback;
using VideoTube.Storage;

namespace VideoTube.Upkeep;

/// <summary>
/// Walks rows and files both ways, one video at a time, so that memory stays flat. The site may run: before something is
/// told or deleted, its rows are read once more.
/// </summary>
internal sealed class StorageCheck(MediaNames names, IMediaStore store, TimeProvider time)
{
    /// <summary>A file is put before its row names it; this long nobody takes.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>What rows name and the store has not, or has in another size.</summary>
    public async IAsyncEnumerable<Finding> FindLostAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var folder in MediaNames.Folders)
            await foreach (var id in names.ListAsync(folder, ct))
            {
                var claim = await names.FindAsync(folder, id, ct);
                foreach (var named in claim.Named)
                    await foreach (var lost in LostOfAsync(claim, named, ct))
                        if ((await names.FindAsync(folder, id, ct)).Named.Contains(named))
                            yield return lost;
            }
    }

    /// <summary>Files that no row names: of videos and people that are gone, and what was left in the folders of those there are.</summary>
    public async IAsyncEnumerable<Finding> FindUnusedAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var before = time.GetUtcNow() - Grace;
        foreach (var folder in MediaNames.Folders)
        {
            var (id, claim) = (default(Id), default(MediaClaim));
            await foreach (var key in store.ListAsync(folder, ct))
            {
                if (!Id.TryParse(key.Value.Split('/')[1], null, out var owner))
                    continue;
                if (claim is null || owner != id)
                    (id, claim) = (owner, await names.FindAsync(folder, owner, ct));
                if (claim.IsBusy || claim.Holds(key) || await store.FindAsync(key, ct) is not { } facts || facts.ModifiedAt > before)
                    continue;
                var now = await names.FindAsync(folder, owner, ct);
                if (!now.IsBusy && !now.Holds(key))
                    yield return new Finding(Problem.Unused, key.Value, now.IsThere ? null : "what it belonged to is gone", facts.Length);
            }
        }
    }

    private async IAsyncEnumerable<Finding> LostOfAsync(MediaClaim claim, NamedKey named, [EnumeratorCancellation] CancellationToken ct)
    {
        var key = MediaKey.Parse(named.Media);
        if (await store.FindAsync(key, ct) is not { } facts)
        {
            yield return new Finding(Problem.Missing, key.Value, named.Source, null);
            yield break;
        }

        if (named.Media == claim.Original && facts.Length != claim.Size && !claim.IsBusy)
            yield return new Finding(Problem.Size, key.Value, $"{facts.Length} bytes instead of {claim.Size}", facts.Length);
        if (named.Source != "renditions.playlist")
            yield break;
        foreach (var segment in await SegmentsAsync(key, ct))
            if (await store.FindAsync(segment, ct) is null)
                yield return new Finding(Problem.Missing, segment.Value, named.Source, null);
    }

    private async Task<IReadOnlyList<MediaKey>> SegmentsAsync(MediaKey playlist, CancellationToken ct)
    {
        var stored = await StoredPlaylist.ReadAsync(store, playlist, ct);
        return [.. stored.Names.Select(name => MediaKey.TryParse($"{stored.Folder}/{name}", out var key) ? key : (MediaKey?)null).OfType<MediaKey>()];
    }
}

internal enum Problem { Missing, Size, Unused }

internal sealed record Finding(Problem Problem, string Key, string? Detail, long? Bytes);
