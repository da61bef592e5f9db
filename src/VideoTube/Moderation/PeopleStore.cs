using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

/// <summary>The people of the site, as its admins see them.</summary>
internal sealed class PeopleStore(Database database, ListPages lists)
{
    private const string Columns = """
        x.id, x.username, x.fullname, x.email, '/media/' || x.avatar AS avatar, x.role,
        x.banned_at, x.banned_until, x.ban_reason, x.created_at
        """;

    public async Task<KnownPerson?> FindAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<KnownPerson>($"SELECT {Columns} FROM users x WHERE x.id = @id", new { id });
    }

    public async Task<Page<KnownPerson>> ListAsync(PeopleFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var words = filter.Query?.ToLowerInvariant();
        return await lists.ReadAsync<KnownPerson, KnownPerson>(
            read, page, List(filter), new { filter.Role, Email = words, Like = words is null ? null : $"%{Escaped(words)}%" }, values: null,
            person => person, last => Cursor.At(last.Id));
    }

    /// <summary>False when it was confirmed already.</summary>
    public static async Task<bool> ConfirmEmailAsync(Session session, Id person) =>
        await session.ExecuteAsync("UPDATE users SET email_verified = TRUE WHERE id = @person AND email_verified = FALSE", new { person }) == 1;

    /// <summary>A search walks all names, newest first, until its page is full: it is for admins, and none else waits for it.</summary>
    internal static ListSql List(PeopleFilter filter)
    {
        var where = new List<string> { "1 = 1" };
        if (filter.Role is not null)
            where.Add("x.role = @Role");
        if (filter.IsBanned is { } banned)
            where.Add(banned ? "x.banned_at IS NOT NULL" : "x.banned_at IS NULL");
        if (filter.Query is not null)
            where.Add(@"(x.email = @Email OR x.username LIKE @Like ESCAPE '\')");
        return ListSql.NewestFirst(Columns, "users", "", string.Join(" AND ", where));
    }

    private static string Escaped(string words) => words.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}

/// <param name="Query">Part of a username, or a whole e-mail address.</param>
internal sealed record PeopleFilter(string? Query = null, string? Role = null, bool? IsBanned = null);

public sealed record KnownPerson
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }
    public required string Email { get; init; }
    public string? Avatar { get; init; }
    public required string Role { get; init; }

    /// <summary>Null when they are not banned.</summary>
    public DateTimeOffset? BannedAt { get; init; }
    public DateTimeOffset? BannedUntil { get; init; }
    public string? BanReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
