using System.Data.Common;
using VideoTube.Accounts.ByMail;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Mail;

namespace VideoTube.Accounts;

internal sealed class AccountStore(Database database, OldUsernames oldNames, MailedTokens tokens, Outbox outbox, TimeProvider time)
{
    internal const string Columns = """
        u.id, u.username, u.email, u.email_verified, u.fullname, u.role,
        '/media/' || u.avatar AS avatar, '/media/' || u.cover_image AS cover_image, u.created_at, u.updated_at
        """;

    public async Task<User?> FindAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<User>($"SELECT {Columns} FROM users u WHERE u.id = @id", new { id });
    }

    /// <summary>Who signs in with this email or username, both as <see cref="AccountRules.Normal"/> writes them.</summary>
    public async Task<KnownPassword?> FindPasswordAsync(string? email, string? username, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var (column, name) = email is null ? ("username", username) : ("email", email);
        return await read.FindAsync<KnownPassword>($"SELECT id AS user_id, username, email, password_hash AS hash FROM users WHERE {column} = @name", new { name });
    }

    public async Task<KnownPassword?> FindPasswordAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<KnownPassword>("SELECT id AS user_id, username, email, password_hash AS hash FROM users WHERE id = @id", new { id });
    }

    /// <summary>Who holds one of these names already; null when both are free.</summary>
    public async Task<ApiError?> FindTakenAsync(string username, string email, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var taken = await read.ListAsync<string>(
            $"""
             SELECT 'username' FROM users WHERE username = @username UNION ALL SELECT 'email' FROM users WHERE email = @email
             UNION ALL SELECT 'username' FROM old_usernames o WHERE o.username = @username AND {OldUsernames.Stands}
             """,
            new { username, email, since = oldNames.Since });
        return taken.Count == 0 ? null : AccountErrors.Taken(taken[0]);
    }

    /// <summary>Whoever comes first to an empty site keeps it.</summary>
    public async Task<Result<User>> AddAsync(NewUser user, CancellationToken ct) =>
        await TakingNamesAsync(async write =>
        {
            await write.ExecuteAsync(
                """
                INSERT INTO users (id, username, email, fullname, password_hash, avatar, cover_image, created_at, updated_at)
                VALUES (@Id, @Username, @Email, @Fullname, @PasswordHash, @Avatar, @CoverImage, @now, @now)
                """,
                new { user.Id, user.Username, user.Email, user.Fullname, user.PasswordHash, user.Avatar, user.CoverImage, now = time.GetUtcNow() });
            Demand(await oldNames.TakeAsync(write, user.Username, user.Id));
            await AskToVerifyAsync(write, user.Email);
            // Two who come at once both see an empty site; the seat is there for one.
            var isFirst = await write.ExecuteAsync(
                """
                INSERT INTO founder (seat, user_id) SELECT 1, @Id WHERE NOT EXISTS (SELECT 1 FROM users WHERE id <> @Id)
                ON CONFLICT DO NOTHING
                """,
                new { user.Id });
            if (isFirst == 1)
                await write.ExecuteAsync("UPDATE users SET role = 'admin' WHERE id = @Id", new { user.Id });
        }, ct) is { } taken ? taken : (await FindAsync(user.Id, ct))!;

    /// <summary>Why somebody is kept out, and until when; null when they are not.</summary>
    public async Task<HoldingBan?> FindBanAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<HoldingBan>(
            "SELECT ban_reason AS reason, banned_until AS until FROM users WHERE id = @id AND banned_at IS NOT NULL", new { id });
    }

    /// <summary>A null leaves its field as it is.</summary>
    public async Task<Result<User>> UpdateAsync(Id id, string? fullname, string? email, string? username, CancellationToken ct)
    {
        var refused = await TakingNamesAsync(async write =>
        {
            // The row is taken first, so that of two changes at once each gives up the name before it.
            if (await write.FindAsync<Names>("UPDATE users SET updated_at = @now WHERE id = @id RETURNING username, email", new { id, now = time.GetUtcNow() }) is not { } old)
                return;
            await write.ExecuteAsync(
                """
                UPDATE users SET fullname = COALESCE(@fullname, fullname), username = COALESCE(@username, username), email = COALESCE(@email, email),
                    email_verified = CASE WHEN COALESCE(@email, email) = email THEN email_verified ELSE FALSE END
                WHERE id = @id
                """,
                new { id, fullname, email, username });
            if (username is not null && username != old.Username)
            {
                Demand(await oldNames.TakeAsync(write, username, id));
                Demand(await oldNames.GiveUpAsync(write, old.Username, id));
            }

            if (email is not null && email != old.Email)
            {
                await AskToVerifyAsync(write, email);
                await TellOfChangeAsync(write, old.Email);
            }
        }, ct);
        return refused is not null ? refused : await FindAsync(id, ct) is { } user ? user : AccountErrors.NotFound;
    }

    /// <summary>Notes that they read their address; false when the token was not good any more.</summary>
    public Task<bool> VerifyEmailAsync(TokenHolder holder, string token, CancellationToken ct) =>
        database.WriteAsync(async write =>
            await tokens.UseAsync(write, MailedTokens.Verify, token)
            && await write.ExecuteAsync("UPDATE users SET email_verified = TRUE WHERE id = @UserId AND email = @Email", holder) == 1, ct);

    /// <summary>Sets a new password and ends every session; gives those, or null when the token was not good any more.</summary>
    public Task<IReadOnlyList<Id>?> ResetPasswordAsync(TokenHolder holder, string token, string hash, CancellationToken ct) =>
        database.WriteAsync(async write =>
        {
            if (!await tokens.UseAsync(write, MailedTokens.Reset, token))
                return null;
            // Whoever brings the token has read the mail.
            var changed = await write.ExecuteAsync(
                "UPDATE users SET password_hash = @hash, email_verified = TRUE, updated_at = @now WHERE id = @UserId AND email = @Email",
                new { hash, holder.UserId, holder.Email, now = time.GetUtcNow() });
            return changed == 0 ? null : await write.ListAsync<Id>("DELETE FROM sessions WHERE user_id = @UserId RETURNING id", holder);
        }, ct);

    /// <summary>Replaces a hash by one of the same password; does nothing when the password has changed meanwhile.</summary>
    public Task UpgradeHashAsync(Id id, string from, string to, CancellationToken ct) =>
        database.ExecuteAsync("UPDATE users SET password_hash = @to WHERE id = @id AND password_hash = @from", new { id, from, to }, ct);

    /// <summary>Sets a new password and ends every other session; gives those, or null when the password has changed meanwhile.</summary>
    public Task<IReadOnlyList<Id>?> ChangePasswordAsync(KnownPassword old, string hash, Id keptSession, CancellationToken ct) =>
        database.WriteAsync(async write =>
        {
            var changed = await write.ExecuteAsync(
                "UPDATE users SET password_hash = @hash, updated_at = @now WHERE id = @UserId AND password_hash = @was",
                new { hash, old.UserId, was = old.Hash, now = time.GetUtcNow() });
            if (changed == 0)
                return null;
            await MailedTokens.DropAsync(write, MailedTokens.Reset, old.UserId);
            return await write.ListAsync<Id>("DELETE FROM sessions WHERE user_id = @UserId AND id <> @keptSession RETURNING id", new { old.UserId, keptSession });
        }, ct);

    /// <summary>Null when it is done; otherwise nothing of it is.</summary>
    private async Task<ApiError?> TakingNamesAsync(Func<Session, Task> act, CancellationToken ct)
    {
        try
        {
            await database.WriteAsync(act, ct);
            return null;
        }
        catch (DbException refused) when (database.Dialect.IsTaken(refused, out var index))
        {
            return AccountErrors.Taken(index.Contains("email") ? "email" : "username");
        }
        catch (RequestRefusedException refused)
        {
            return refused.Error;
        }
    }

    /// <summary>Undoes the transaction when something stands against it.</summary>
    private static void Demand(ApiError? refusal)
    {
        if (refusal is not null)
            throw new RequestRefusedException(refusal);
    }

    private async Task AskToVerifyAsync(Session write, string email)
    {
        if (outbox.IsOn)
            await outbox.AddAsync(write, MailedTokens.Verify, email);
    }

    private async Task TellOfChangeAsync(Session write, string oldEmail)
    {
        if (outbox.IsOn)
            await outbox.AddAsync(write, AddressChangedLetter.Kind, oldEmail);
    }

    private sealed record Names
    {
        public string Username { get; init; } = "";
        public string Email { get; init; } = "";
    }
}

internal sealed record NewUser(Id Id, string Username, string Email, string Fullname, string PasswordHash, string? Avatar, string? CoverImage);

internal sealed record KnownPassword
{
    public required Id UserId { get; init; }
    public required string Username { get; init; }
    public required string Email { get; init; }
    public required string Hash { get; init; }
}

internal sealed record HoldingBan
{
    public string Reason { get; init; } = "";
    public DateTimeOffset? Until { get; init; }
}
