using System.Data.Common;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Accounts;

internal sealed class AccountStore(Database database, TimeProvider time)
{
    internal const string Columns = """
        u.id, u.username, u.email, u.fullname, u.role,
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
            "SELECT 'username' FROM users WHERE username = @username UNION ALL SELECT 'email' FROM users WHERE email = @email",
            new { username, email });
        return taken.Count == 0 ? null : AccountErrors.Taken(taken[0]);
    }

    /// <summary>Why somebody is kept out, and until when; null when they are not.</summary>
    public async Task<HoldingBan?> FindBanAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<HoldingBan>(
            "SELECT ban_reason AS reason, banned_until AS until FROM users WHERE id = @id AND banned_at IS NOT NULL", new { id });
    }

    /// <summary>Whoever comes first to an empty site keeps it.</summary>
    public async Task<Result<User>> AddAsync(NewUser user, CancellationToken ct)
    {
        try
        {
            var now = time.GetUtcNow();
            await database.WriteAsync(async write =>
            {
                await write.ExecuteAsync(
                    """
                    INSERT INTO users (id, username, email, fullname, password_hash, avatar, cover_image, created_at, updated_at)
                    VALUES (@Id, @Username, @Email, @Fullname, @PasswordHash, @Avatar, @CoverImage, @now, @now)
                    """,
                    new { user.Id, user.Username, user.Email, user.Fullname, user.PasswordHash, user.Avatar, user.CoverImage, now });
                // Two who come at once both see an empty site; the seat is there for one.
                var isFirst = await write.ExecuteAsync(
                    """
                    INSERT INTO founder (seat, user_id) SELECT 1, @Id WHERE NOT EXISTS (SELECT 1 FROM users WHERE id <> @Id)
                    ON CONFLICT DO NOTHING
                    """,
                    new { user.Id });
                if (isFirst == 1)
                    await write.ExecuteAsync("UPDATE users SET role = 'admin' WHERE id = @Id", new { user.Id });
            }, ct);
        }
        catch (DbException refused) when (database.Dialect.IsTaken(refused, out var index))
        {
            return AccountErrors.Taken(index.Contains("email") ? "email" : "username");
        }

        return (await FindAsync(user.Id, ct))!;
    }

    /// <summary>A null leaves its field as it is.</summary>
    public async Task<Result<User>> UpdateAsync(Id id, string? fullname, string? email, CancellationToken ct)
    {
        try
        {
            await database.ExecuteAsync(
                "UPDATE users SET fullname = COALESCE(@fullname, fullname), email = COALESCE(@email, email), updated_at = @now WHERE id = @id",
                new { id, fullname, email, now = time.GetUtcNow() }, ct);
        }
        catch (DbException refused) when (database.Dialect.IsTaken(refused, out _))
        {
            return AccountErrors.Taken("email");
        }

        return await FindAsync(id, ct) is { } user ? user : AccountErrors.NotFound;
    }

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
            return changed == 0
                ? null
                : await write.ListAsync<Id>("DELETE FROM sessions WHERE user_id = @UserId AND id <> @keptSession RETURNING id", new { old.UserId, keptSession });
        }, ct);
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
