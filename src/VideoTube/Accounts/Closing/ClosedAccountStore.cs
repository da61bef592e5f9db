using VideoTube.Accounts.Pictures;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Moderation;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Accounts.Closing;

internal sealed class ClosedAccountStore(Database database, Withholding withholding, LivingSessions living, TimeProvider time)
{
    // Some milliseconds for the one who writes; each video brings rows in a dozen indexes and, on SQLite, the text index.
    private const int VideosAtOnce = 50, RowsAtOnce = 500;

    /// <summary>What one person may have very many rows of. They go in steps, everything else in one cascade.</summary>
    private static readonly (string Table, string Column)[] Plenty =
    [
        ("comments", "author_id"), ("video_likes", "user_id"), ("comment_likes", "user_id"), ("post_likes", "user_id"),
        ("subscriptions", "subscriber_id"), ("subscriptions", "channel_id"), ("memberships", "channel_id"), ("posts", "owner_id"),
        ("playlists", "owner_id"), ("watch_history", "user_id"), ("notifications", "user_id"), ("notifications", "actor_id"),
    ];

    public static MediaKey FolderOf(Id user) => PictureKind.Folder / user.ToString();

    /// <summary>Ends every session, frees the names, and withholds all that is theirs. Null when it is closed; else why it is not:
    /// the password has changed meanwhile, or nobody would keep the site.</summary>
    public async Task<ApiError?> CloseAsync(KnownPassword known, CancellationToken ct)
    {
        var isMuch = await withholding.WithholdAheadAsync(known.UserId, ct);
        var standing = await TryCloseAsync(known, ct);
        if (standing is not null && isMuch)
            await withholding.SettlePersonAsync(known.UserId, CancellationToken.None);
        return standing;
    }

    /// <summary>Closed accounts of which something is left.</summary>
    public async Task<IReadOnlyList<Id>> ListAsync(CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.ListAsync<Id>("SELECT user_id FROM closed_accounts ORDER BY closed_at");
    }

    /// <summary>Removes some of their videos and says how many; none when no more are left.</summary>
    public Task<int> RemoveVideosAsync(Id user, DeleteVideo delete, CancellationToken ct) =>
        database.WriteAsync(async write =>
        {
            var some = await write.ListAsync<Id>(
                "SELECT id FROM videos WHERE owner_id = @user ORDER BY created_at, id LIMIT @VideosAtOnce", new { user, VideosAtOnce });
            foreach (var video in some)
                await delete.RemoveRowsAsync(write, video, user);
            return some.Count;
        }, ct);

    /// <summary>Removes what is left of the account once its videos are gone.</summary>
    public async Task RemoveAsync(Id user, CancellationToken ct)
    {
        foreach (var (table, column) in Plenty)
        {
            var some = database.Dialect.DeleteSome(table, $"{column} = @user", RowsAtOnce);
            while (await database.ExecuteAsync(some, new { user }, ct) == RowsAtOnce)
            {
            }
        }

        await database.ExecuteAsync("DELETE FROM users WHERE id = @user", new { user }, ct);
    }

    private Task<ApiError?> TryCloseAsync(KnownPassword known, CancellationToken ct) =>
        database.WriteAsync(async write =>
        {
            // Names are looked up in lower case: nobody finds one in capitals, nor signs in with it.
            var of = new { known.UserId, known.Hash, name = $"CLOSED {known.UserId}", now = time.GetUtcNow() };
            var role = await write.FindAsync<string>("UPDATE users SET role = role WHERE id = @UserId AND password_hash = @Hash RETURNING role", of);
            if (role is null)
                return AccountErrors.WrongPassword;
            if (role == Roles.Admin && !await HeldPeople.IsAdminLeftWithoutAsync(write, known.UserId))
                return AccountErrors.LastAdmin;
            // Until its rows are gone it is kept out like one that is banned, so that what it still uploads is withheld too.
            await write.ExecuteAsync(
                """
                UPDATE users SET username = @name, email = @name, fullname = '', password_hash = '', role = 'user', avatar = NULL, cover_image = NULL,
                    banned_at = COALESCE(banned_at, @now), settle_since = NULL
                WHERE id = @UserId
                """, of);
            await withholding.WithholdAsync(write, known.UserId);
            await write.ExecuteAsync("INSERT INTO closed_accounts (user_id, closed_at) VALUES (@UserId, @now)", of);
            await write.ExecuteAsync("DELETE FROM mailed_tokens WHERE user_id = @UserId", of);
            await write.ExecuteAsync("DELETE FROM old_usernames WHERE user_id = @UserId", of);
            await write.ExecuteAsync("DELETE FROM outbox WHERE address = @Email", new { known.Email });
            await LeftoverStore.NoteAsync(write, FolderOf(known.UserId), of.now);
            foreach (var session in await write.ListAsync<Id>("DELETE FROM sessions WHERE user_id = @UserId RETURNING id", of))
                write.AfterCommit(() => living.Ended(session));
            return null;
        }, ct);
}
