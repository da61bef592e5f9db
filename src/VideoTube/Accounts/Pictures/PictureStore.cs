using System.Runtime.CompilerServices;
using VideoTube.Accounts.Export;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Accounts.Pictures;

internal sealed class PictureStore(Database database, TimeProvider time) : IExportedMedia
{
    /// <summary>Sets the picture and gives the key it takes the place of.</summary>
    public async Task<Result<ReplacedPicture>> ReplaceAsync(Id user, PictureKind kind, MediaKey key, CancellationToken ct)
    {
        while (true)
        {
            await using var read = await database.ReadAsync(ct);
            var old = await read.FindAsync<ReplacedPicture>($"SELECT {kind.Column} AS old FROM users WHERE id = @user", new { user });
            if (old is null)
                return AccountErrors.NotFound;
            // Two changes at once: each must give another old key, or a file would be left for good.
            var changed = await database.ExecuteAsync(
                $"UPDATE users SET {kind.Column} = @key, updated_at = @now WHERE id = @user AND {kind.Column} IS NOT DISTINCT FROM @Old",
                new { user, key = key.Value, now = time.GetUtcNow(), old.Old }, ct);
            if (changed == 1)
                return old;
        }
    }

    public async Task<bool> IsShownAsync(Id user, MediaKey key, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string>(
            "SELECT id FROM users WHERE id = @user AND (avatar = @key OR cover_image = @key)", new { user, key = key.Value }) is not null;
    }

    public async IAsyncEnumerable<MediaKey> ListMediaAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var kind in new[] { PictureKind.Avatar, PictureKind.CoverImage })
            if (await FindAsync(user, kind, ct) is { } key)
                yield return MediaKey.Parse(key);
    }

    /// <summary>Null when they have none, or there is no such person.</summary>
    private async Task<string?> FindAsync(Id user, PictureKind kind, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string>($"SELECT {kind.Column} FROM users WHERE id = @user", new { user });
    }
}

internal sealed record ReplacedPicture
{
    public string? Old { get; init; }
}
