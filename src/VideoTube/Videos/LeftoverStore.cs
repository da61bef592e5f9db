using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>Folders of media whose row is gone, until the media are.</summary>
internal sealed class LeftoverStore(Database database)
{
    /// <summary>In the transaction that removes the row.</summary>
    public static Task NoteAsync(Session session, MediaKey folder, DateTimeOffset now) =>
        session.ExecuteAsync("INSERT INTO media_leftovers (folder, created_at) VALUES (@folder, @now) ON CONFLICT DO NOTHING",
            new { folder = folder.Value, now });

    /// <summary>Gives how many there were.</summary>
    public async Task<int> ForgetAsync(IEnumerable<Leftover> leftovers, CancellationToken ct)
    {
        string[] folders = [.. leftovers.Select(leftover => leftover.Folder)];
        if (folders.Length == 0)
            return 0;
        await database.WriteAsync(async session =>
        {
            foreach (var folder in folders)
                await session.ExecuteAsync("DELETE FROM media_leftovers WHERE folder = @folder", new { folder });
        }, ct);
        return folders.Length;
    }

    public async Task<IReadOnlyList<Leftover>> ListAsync(CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.ListAsync<Leftover>("""
            SELECT m.folder, m.created_at,
                EXISTS (SELECT 1 FROM videos v WHERE m.folder LIKE 'videos/%' AND v.id = SUBSTR(m.folder, 8))
                OR EXISTS (SELECT 1 FROM users u WHERE m.folder LIKE 'users/%' AND u.id = SUBSTR(m.folder, 7)
                           AND NOT EXISTS (SELECT 1 FROM closed_accounts k WHERE k.user_id = u.id)) AS is_used
            FROM media_leftovers m ORDER BY m.created_at
            """);
    }
}

internal sealed record Leftover
{
    /// <summary>Media key.</summary>
    public string Folder { get; init; } = "";

    /// <summary>When its row went.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>An import brought its row back.</summary>
    public bool IsUsed { get; init; }
}
