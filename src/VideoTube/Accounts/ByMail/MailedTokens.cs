using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using VideoTube.Data;

namespace VideoTube.Accounts.ByMail;

/// <summary>
/// Tokens that show that somebody reads an address: 256 bits, kept as SHA-256, good once, for an hour, and only while
/// the account has the address. A newer one of the same purpose takes the place of the older.
/// </summary>
internal sealed class MailedTokens(Database database, TimeProvider time) : ISweep
{
    public const string Verify = "verify", Reset = "reset";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int Bytes = 32;

    string ISweep.What => "expired tokens of mails";

    /// <summary>False for what no token of ours looks like.</summary>
    public static bool IsShaped(string token) => token.Length == Base64Url.GetEncodedLength(Bytes) && Base64Url.IsValid(token);

    /// <summary>Null when no account has this address, or has no use for the purpose.</summary>
    public Task<MailedToken?> MakeAsync(string purpose, string address, CancellationToken ct) =>
        database.WriteAsync<MailedToken?>(async write =>
        {
            if (await write.FindAsync<Addressee>("SELECT id, username, email_verified FROM users WHERE email = @address", new { address }) is not { } to
                || (purpose == Verify && to.EmailVerified))
                return null;
            var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
            await write.ExecuteAsync(
                """
                INSERT INTO mailed_tokens (hash, user_id, purpose, address, expires_at) VALUES (@hash, @Id, @purpose, @address, @expiresAt)
                ON CONFLICT (user_id, purpose) DO UPDATE SET hash = @hash, address = @address, expires_at = @expiresAt
                """,
                new { hash = HashOf(token), to.Id, purpose, address, expiresAt = time.GetUtcNow() + Lifetime });
            return new MailedToken(token, to.Username);
        }, ct);

    /// <summary>Whom a token is good for; null when it is for nobody.</summary>
    public async Task<TokenHolder?> FindAsync(string purpose, string token, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<TokenHolder>(
            """
            SELECT u.id AS user_id, u.username, u.email FROM mailed_tokens t JOIN users u ON u.id = t.user_id AND u.email = t.address
            WHERE t.hash = @hash AND t.purpose = @purpose AND t.expires_at > @now
            """,
            new { hash = HashOf(token), purpose, now = time.GetUtcNow() });
    }

    /// <summary>True once: of two that bring the same token at the same time, one has it.</summary>
    public async Task<bool> UseAsync(Session write, string purpose, string token) =>
        await write.ExecuteAsync(
            "DELETE FROM mailed_tokens WHERE hash = @hash AND purpose = @purpose AND expires_at > @now",
            new { hash = HashOf(token), purpose, now = time.GetUtcNow() }) == 1;

    /// <summary>Takes back what was mailed for a purpose.</summary>
    public static Task DropAsync(Session write, string purpose, Id user) =>
        write.ExecuteAsync("DELETE FROM mailed_tokens WHERE user_id = @user AND purpose = @purpose", new { user, purpose });

    Task<int> ISweep.RunAsync(CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM mailed_tokens WHERE expires_at <= @now", new { now = time.GetUtcNow() }, ct);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Addressee
    {
        public Id Id { get; init; }
        public string Username { get; init; } = "";
        public bool EmailVerified { get; init; }
    }
}

internal sealed record MailedToken(string Token, string Username);

internal sealed record TokenHolder
{
    public required Id UserId { get; init; }
    public required string Username { get; init; }
    public required string Email { get; init; }
}
