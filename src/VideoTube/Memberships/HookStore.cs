using VideoTube.Data;

namespace VideoTube.Memberships;

/// <summary>Where a channel's payment service may send its messages, and what it signs them with.</summary>
internal sealed class HookStore(Database database, TimeProvider time) : ISweep
{
    // Services send again for some days what was not taken; by then the message is too old to be signed well.
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(30);

    string ISweep.What => "messages of payment services";

    /// <summary>A new secret in place of any before, told this once.</summary>
    public async Task<MembershipHook> RenewAsync(Id channel, CancellationToken ct)
    {
        var hook = new MembershipHook { Address = AddressOf(channel), Secret = HookSignature.NewSecret(), CreatedAt = time.GetUtcNow() };
        await database.ExecuteAsync("""
            INSERT INTO membership_hooks (channel_id, secret, created_at) VALUES (@channel, @Secret, @CreatedAt)
            ON CONFLICT (channel_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
            """, new { channel, hook.Secret, hook.CreatedAt }, ct);
        return hook;
    }

    /// <summary>Null when the channel has none.</summary>
    public async Task<MembershipHook?> FindAsync(Id channel, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var row = await read.FindAsync<HookRow>("SELECT secret, created_at FROM membership_hooks WHERE channel_id = @channel", new { channel });
        return row is null ? null : new MembershipHook { Address = AddressOf(channel), Secret = row.Secret, CreatedAt = row.CreatedAt };
    }

    /// <summary>False when there was none.</summary>
    public async Task<bool> DeleteAsync(Id channel, CancellationToken ct) =>
        await database.ExecuteAsync("DELETE FROM membership_hooks WHERE channel_id = @channel", new { channel }, ct) > 0;

    /// <summary>Forgets messages that are too old to come again.</summary>
    public Task<int> RunAsync(CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM membership_events WHERE created_at < @before", new { before = time.GetUtcNow() - EventsKept }, ct);

    private static string AddressOf(Id channel) => $"/api/v1/memberships/hook/{channel}";

    private sealed record HookRow
    {
        public string Secret { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }
}
