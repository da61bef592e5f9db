using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Search;

/// <summary>Searches channels: each word is one of the username or full name, or begins one.</summary>
internal sealed class ChannelSearch(Database database, SearchIndex index)
{
    private const int MaxWords = 8;

    /// <summary>More are not looked at: who means one of so many types another letter.</summary>
    private const int Most = 1000;

    internal const string WordSql = """
        SELECT DISTINCT channel_id FROM
            (SELECT channel_id FROM search_channels WHERE word >= @from AND word < @to ORDER BY word, channel_id LIMIT @most) named
        """;

    private readonly string namesSql = $"SELECT id, username, fullname, subscribers FROM users WHERE banned_at IS NULL AND id IN {database.Dialect.TextsIn("@ids")}";

    private readonly string rowsSql = $"""
        SELECT id, username, fullname, '/media/' || avatar AS avatar, subscribers AS subscribers_count, listed_videos AS videos_count, created_at
        FROM users WHERE id IN {database.Dialect.TextsIn("@ids")}
        """;

    public async Task<Page<FoundChannel>> ListAsync(string query, PageRequest page, CancellationToken ct)
    {
        var words = SearchText.Read(query, MaxWords).ConvertAll(word => word.Text);
        await index.CatchUpAsync(ct);
        await using var read = await database.ReadAsync(ct);
        var ids = words.Count == 0 ? [] : await RankAsync(read, await FindAsync(read, words), words);
        var start = page.After is { } after ? ids.IndexOf(after.Id) + 1 : page.Offset;
        var wanted = ids.Skip(start).Take(page.Limit + 1).ToList();
        var rows = (await read.ListAsync<FoundChannel>(rowsSql, new { ids = Lists.Texts(wanted) })).ToDictionary(channel => channel.Id.ToString());
        return page.ToPage(wanted.Where(rows.ContainsKey).Select(id => rows[id]).ToList(), page.After is null ? ids.Count : null,
            last => new Cursor("", last.Id.ToString()));
    }

    private static async Task<HashSet<string>> FindAsync(Session read, IReadOnlyList<string> words)
    {
        HashSet<string>? found = null;
        foreach (var word in words)
        {
            var having = await read.ListAsync<string>(WordSql, new { from = word, to = Lists.Beyond(word), most = Most });
            if (found is null)
                found = [.. having];
            else
                found.IntersectWith(having);
        }

        return found ?? [];
    }

    /// <summary>The one that is named so, then those whose name begins so, then the others; among equals those with the most subscribers.</summary>
    private async Task<List<string>> RankAsync(Session read, HashSet<string> ids, IReadOnlyList<string> words)
    {
        var names = await read.ListAsync<ChannelName>(namesSql, new { ids = Lists.Texts(ids) });
        var query = string.Concat(words);
        return [.. from channel in names
                   let rank = Math.Min(Rank(channel.Username, query), Rank(channel.Fullname, query))
                   orderby rank, channel.Subscribers descending, channel.Username
                   select channel.Id];
    }

    private static int Rank(string name, string query)
    {
        var plain = string.Concat(SearchText.Read(name).Select(word => word.Text));
        return plain == query ? 0 : plain.StartsWith(query, StringComparison.Ordinal) ? 1 : 2;
    }

    private sealed record ChannelName
    {
        public string Id { get; init; } = "";
        public string Username { get; init; } = "";
        public string Fullname { get; init; } = "";
        public long Subscribers { get; init; }
    }
}
