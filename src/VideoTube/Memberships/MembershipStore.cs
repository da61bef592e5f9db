using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Memberships;

internal sealed class MembershipStore(Database database, ListPages lists, TimeProvider time)
{
    private const string Columns = """
        x.channel_id, c.username AS channel_name, c.fullname AS channel_fullname, '/media/' || c.avatar AS channel_avatar,
        x.user_id, u.username AS user_name, u.fullname AS user_fullname, '/media/' || u.avatar AS user_avatar,
        x.source, x.expires_at, x.created_at
        """;

    private const string Joins = "JOIN users c ON c.id = x.channel_id JOIN users u ON u.id = x.user_id";

    internal static readonly ListSql OfChannel = ListSql.NewestFirst(
        Columns, "memberships", Joins, "x.channel_id = @Channel", id: "user_id", sortedBy: "created_at");

    internal static readonly ListSql OfPerson = ListSql.NewestFirst(
        Columns, "memberships", Joins, "x.user_id = @Person", id: "channel_id", sortedBy: "created_at");

    public async Task<bool> IsMemberAsync(Id channel, Id person, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string>("""
            SELECT source FROM memberships
            WHERE channel_id = @channel AND user_id = @person AND (expires_at IS NULL OR expires_at > @now)
            """, new { channel, person, now = time.GetUtcNow() }) is not null;
    }

    public async Task<Membership?> FindAsync(Id channel, Id person, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var row = await read.FindAsync<MembershipRow>(
            $"SELECT {Columns} FROM memberships x {Joins} WHERE x.channel_id = @channel AND x.user_id = @person", new { channel, person });
        return row?.ToMembership(time.GetUtcNow());
    }

    public async Task<Page<Membership>> ListOfChannelAsync(Id channel, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<MembershipRow, Membership>(
            read, page, OfChannel, new { Channel = channel }, new { Key = page.After?.WholeKey() },
            row => row.ToMembership(time.GetUtcNow()), last => Cursor.At(last.CreatedAt, last.UserId));
    }

    public async Task<Page<Membership>> ListOfPersonAsync(Id person, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<MembershipRow, Membership>(
            read, page, OfPerson, new { Person = person }, new { Key = page.After?.WholeKey() },
            row => row.ToMembership(time.GetUtcNow()), last => Cursor.At(last.CreatedAt, last.ChannelId));
    }

    private sealed record MembershipRow
    {
        public Id ChannelId { get; init; }
        public string ChannelName { get; init; } = "";
        public string ChannelFullname { get; init; } = "";
        public string? ChannelAvatar { get; init; }
        public Id UserId { get; init; }
        public string UserName { get; init; } = "";
        public string UserFullname { get; init; } = "";
        public string? UserAvatar { get; init; }
        public string Source { get; init; } = "";
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset CreatedAt { get; init; }

        public Membership ToMembership(DateTimeOffset now) => new()
        {
            Channel = new Party(ChannelId, ChannelName, ChannelFullname, ChannelAvatar),
            User = new Party(UserId, UserName, UserFullname, UserAvatar),
            Source = Source,
            ExpiresAt = ExpiresAt,
            IsActive = ExpiresAt is null || ExpiresAt > now,
            CreatedAt = CreatedAt,
        };
    }
}
