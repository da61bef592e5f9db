using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>Folders and files of media that no row names any more, until they are gone.</summary>
internal sealed class LeftoverStore(Database database)
{
    /// <summary>In the transaction that removes the row, or that makes another one name other media.</summary>
    /// <param name="folder">Or a single file.</param>
    /// <param name="due">Until then it stays; null: it goes at once.</param>
    public static Task NoteAsync(Session session, MediaKey folder, DateTimeOffset now, DateTimeOffset? due = null) =>
        session.ExecuteAsync("INSERT INTO media_leftovers (folder, created_at, due_at) VALUES (@folder, @now, @due) ON CONFLICT DO NOTHING",
            new { folder = folder.Value, now, due = due ?? now });

    /// <summary>In the transaction that gives it a row after all.</summary>
    public static Task ForgetAsync(Session session, MediaKey folder) =>
        session.ExecuteAsync("DELETE FROM media_leftovers WHERE folder = @folder", new { folder = folder.Value });

    public static async Task<bool> IsNotedAsync(Session session, MediaKey folder) =>
        await session.FindAsync<string>("SELECT folder FROM media_leftovers WHERE folder = @folder", new { folder = folder.Value }) is not null;

    /// <summary>Gives how many there were.</summary>
    public async Task<int> ForgetAsync(IEnumerable<Leftover> leftovers, CancellationToken ct)
    {
        string[] folders = [.. leftovers.Select(leftover => leftover.Folder)];
        if (folders.Length == 0)
            return 0;
        await database.WriteAsync(async session =>
        {
            foreach (var folder in folders)
                await ForgetAsync(session, MediaKey.Parse(folder));
        }, ct);
        return folders.Length;
    }

    /// <summary>All that is due.</summary>
    public async Task<IReadOnlyList<Leftover>> ListAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.ListAsync<Leftover>("""
            SELECT m.folder, m.created_at,
                EXISTS (SELECT 1 FROM videos v WHERE m.folder LIKE 'videos/%' AND v.id = SUBSTR(m.folder, 8))
                OR EXISTS (SELECT 1 FROM users u WHERE m.folder LIKE 'users/%' AND u.id = SUBSTR(m.folder, 7)
                           AND NOT EXISTS (SELECT 1 FROM closed_accounts k WHERE k.user_id = u.id)) AS is_used
            FROM media_leftovers m WHERE m.due_at <= @now ORDER BY m.created_at
            """, new { now });
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
