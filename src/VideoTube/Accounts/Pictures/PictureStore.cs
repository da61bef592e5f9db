using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Accounts.Pictures;

internal sealed class PictureStore(Database database, TimeProvider time)
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
}

internal sealed record ReplacedPicture
{
    public string? Old { get; init; }
}
