using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Accounts.Pictures;

/// <summary>Replaces one's avatar or cover image; the old file goes once the new one is in its place.</summary>
internal sealed class ChangePicture(PictureFiles pictures, PictureStore store, AccountStore accounts)
{
    public Task<Result<User>> RunAsync(Id user, PictureKind kind, SentFile file, CancellationToken ct) =>
        RunAsync(user, [(kind, file)], () => Task.FromResult<ApiError?>(null), ct);

    /// <param name="also">What changes together with them: done once all are known to be pictures. When it is refused, they stay as they were.</param>
    public async Task<Result<User>> RunAsync(
        Id user, IReadOnlyList<(PictureKind Kind, SentFile File)> sent, Func<Task<ApiError?>> also, CancellationToken ct)
    {
        var unnamed = sent.ToDictionary(one => one.Kind, one => pictures.NewKey(user, one.Kind));
        try
        {
            foreach (var (kind, file) in sent)
                if (await pictures.PutAsync(unnamed[kind], kind, file, ct) is { } refused)
                    return refused;
            if (await also() is { } error)
                return error;
            foreach (var (kind, _) in sent)
            {
                var replaced = await store.ReplaceAsync(user, kind, unnamed[kind], ct);
                if (replaced.Value is not { } before)
                    return replaced.Error!;
                unnamed.Remove(kind);
                if (before.Old is { } old)
                    await pictures.DeleteAsync(MediaKey.Parse(old));
            }

            return await accounts.FindAsync(user, ct) is { } changed ? changed : AccountErrors.NotFound;
        }
        finally
        {
            await pictures.DeleteAsync(unnamed.Values);
        }
    }
}
