using VideoTube.Data;

namespace VideoTube.Search;

/// <summary>The words by which a channel is found: of its full name and its username, whole and in parts.</summary>
internal static class ChannelWords
{
    public static async Task ReplaceAsync(Session session, string channel)
    {
        await session.ExecuteAsync("DELETE FROM search_channels WHERE channel_id = @channel", new { channel });
        if (await session.FindAsync<Names>("SELECT username, fullname FROM users WHERE id = @channel", new { channel }) is not { } names)
            return;
        foreach (var word in Of(names.Username, names.Fullname))
            await session.ExecuteAsync("INSERT INTO search_channels (word, channel_id) VALUES (@word, @channel)", new { word, channel });
    }

    private static IEnumerable<string> Of(string username, string fullname)
    {
        var parts = SearchText.Read(username);
        return SearchText.ForIndex(fullname).Concat(parts.Select(part => part.Text))
            .Append(string.Concat(parts.Select(part => part.Text))).Distinct(StringComparer.Ordinal);
    }

    private sealed record Names
    {
        public string Username { get; init; } = "";
        public string Fullname { get; init; } = "";
    }
}
