using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Accounts.Pictures;

/// <summary>Replaces one's avatar or cover image; the old file goes once the new one is in its place.</summary>
internal sealed class ChangePicture(PictureFiles pictures, PictureStore store, AccountStore accounts)
{
    public async Task<Result<User>> RunAsync(Id user, PictureKind kind, SentFile file, CancellationToken ct)
    {
        var key = pictures.NewKey(user, kind);
        var isKept = false;
        try
        {
            if (await pictures.PutAsync(key, kind, file, ct) is { } refused)
                return refused;
            var replaced = await store.ReplaceAsync(user, kind, key, ct);
            isKept = replaced.Error is null;
            if (replaced.Value?.Old is { } old)
                await pictures.DeleteAsync(MediaKey.Parse(old));
            return isKept && await accounts.FindAsync(user, ct) is { } changed ? changed : AccountErrors.NotFound;
        }
        finally
        {
            if (!isKept)
                await pictures.DeleteAsync(key);
        }
    }
}
