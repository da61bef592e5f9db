using System.Runtime.CompilerServices;
using VideoTube.Data;

namespace VideoTube.Processing;

/// <summary>Jobs as the site's keepers look at them.</summary>
internal sealed class JobStore(Database database)
{
    private const int PageSize = 500;
    private const string AfterAll = "g"; // ids are hex digits

    private const string Select = """
        SELECT j.id, j.kind, COALESCE(n.video_id, j.subject) AS video, v.title, j.state, j.attempts, j.progress, j.error, j.lease_owner AS worker,
            j.run_at, j.created_at, j.updated_at
        FROM jobs j LEFT JOIN replacements n ON n.id = j.subject LEFT JOIN videos v ON v.id = COALESCE(n.video_id, j.subject)
        """;

    public async Task<ListedJob?> FindAsync(Id job, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<ListedJob>($"{Select} WHERE j.id = @job", new { job });
    }

    /// <summary>The newest first, read in pages.</summary>
    /// <param name="state">Null for all.</param>
    public async IAsyncEnumerable<ListedJob> ListAsync(string? state, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var before = AfterAll; ;)
        {
            IReadOnlyList<ListedJob> page;
            await using (var read = await database.ReadAsync(ct))
                page = await read.ListAsync<ListedJob>(
                    $"{Select} WHERE j.id < @before AND (@state = '' OR j.state = @state) ORDER BY j.id DESC LIMIT {PageSize}",
                    new { before, state = state ?? "" });
            foreach (var job in page)
                yield return job;
            if (page.Count < PageSize)
                yield break;
            before = page[^1].Id.ToString();
        }
    }
}

internal sealed record ListedJob
{
    public Id Id { get; init; }
    public string Kind { get; init; } = "";
    public Id Video { get; init; }

    /// <summary>Of the video; null when it is gone.</summary>
    public string? Title { get; init; }
    public string State { get; init; } = "";
    public int Attempts { get; init; }
    public int Progress { get; init; }
    public string? Error { get; init; }

    /// <summary>Host, process and its start; null when nobody works on it.</summary>
    public string? Worker { get; init; }
    public DateTimeOffset RunAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}
