using System.Runtime.CompilerServices;
using VideoTube.Accounts.Export;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Accounts;

/// <summary>
/// Usernames that people gave up: for 30 days each leads on to its channel and is kept for it, so that nobody else is
/// taken for who had it.
/// </summary>
internal sealed class OldUsernames(Database database, TimeProvider time) : ISweep, IExported
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Names kept for one account: changing again and again reserves no dictionary.</summary>
    public const int MaxPerUser = 5;

    /// <summary>Condition that row <c>o</c> still stands; takes <c>@since</c>.</summary>
    public const string Stands = "o.given_up_at > @since";

    public DateTimeOffset Since => time.GetUtcNow() - Kept;

    string ISweep.What => "usernames given up long ago";

    string IExported.Name => "old-usernames";

    IReadOnlyList<string> IExported.Tables => ["old_usernames"];

    /// <summary>The present name of the channel that had this one; null when there is none.</summary>
    public async Task<string?> FindPresentAsync(string username, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string>(
            $"SELECT u.username FROM old_usernames o JOIN users u ON u.id = o.user_id WHERE o.username = @username AND {Stands}",
            new { username, since = Since });
    }

    /// <summary>Once the name is theirs in the same transaction: null when nobody else's claim stands against it.</summary>
    public async Task<ApiError?> TakeAsync(Session write, string username, Id user)
    {
        var of = new { username, user, since = Since };
        await write.ExecuteAsync("DELETE FROM old_usernames WHERE username = @username AND (user_id = @user OR given_up_at <= @since)", of);
        return await write.FindAsync<string>("SELECT user_id FROM old_usernames WHERE username = @username", of) is null
            ? null
            : AccountErrors.Taken("username");
    }

    /// <summary>Null when the name is kept; 429 when they have left too many behind.</summary>
    public async Task<ApiError?> GiveUpAsync(Session write, string username, Id user)
    {
        var kept = await ListAsync(write, user);
        if (kept.Count >= MaxPerUser)
            return AccountErrors.RenamedOften((int)Math.Ceiling((kept[0].GivenUpAt - Since).TotalSeconds));
        await write.ExecuteAsync(
            """
            INSERT INTO old_usernames (username, user_id, given_up_at) VALUES (@username, @user, @now)
            ON CONFLICT (username) DO UPDATE SET user_id = @user, given_up_at = @now
            """,
            new { username, user, now = time.GetUtcNow() });
        return null;
    }

    Task<int> ISweep.RunAsync(CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM old_usernames WHERE given_up_at <= @Since", new { Since }, ct);

    async IAsyncEnumerable<object> IExported.ListAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        IReadOnlyList<OldUsername> names;
        await using (var read = await database.ReadAsync(ct))
            names = await ListAsync(read, user);
        foreach (var name in names)
            yield return name;
    }

    private Task<IReadOnlyList<OldUsername>> ListAsync(Session session, Id user) =>
        session.ListAsync<OldUsername>(
            $"SELECT o.username, o.given_up_at FROM old_usernames o WHERE o.user_id = @user AND {Stands} ORDER BY o.given_up_at",
            new { user, since = Since });
}

internal sealed record OldUsername
{
    public required string Username { get; init; }
    public required DateTimeOffset GivenUpAt { get; init; }
}
