using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.OpenApi;
using VideoTube.Tests.Playlists;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Requirements;

/// <summary>All that can be asked of a site, as its API document tells it, with something of <see cref="Owner"/> in the place of each parameter.</summary>
internal sealed record Walk(Member Owner, Id Video, string Comment, string Post, string Playlist, JsonObject Paths) : IDisposable
{
    public static async Task<Walk> BeginAsync(TestSite site, Member owner)
    {
        var video = await site.AddAsync(owner, new Listed("Walked by") { Tags = ["walk"] });
        var comment = await owner.Client.PostAsync($"comments/{video}", new { content = "Words" });
        var post = await owner.Client.PostAsync("tweets", new { content = "Words" });
        var document = JsonNode.Parse(await site.Get<ApiDocumentFile>().ReadAsync())!;
        return new Walk(
            owner, video, (string)comment.Data["_id"]!, (string)post.Data["_id"]!, await owner.MakePlaylistAsync("A list", video), document["paths"]!.AsObject());
    }

    /// <summary>Each path with its parameters filled, and the methods it has.</summary>
    public IEnumerable<(string Address, JsonObject Methods)> Addresses => Paths.Select(path => (Fill(path.Key), path.Value!.AsObject()));

    /// <summary>What is read, except for the copy of an account, of which one gets only some an hour.</summary>
    public IEnumerable<(string Address, JsonNode Operation)> Reads =>
        from one in Addresses
        where one.Methods.ContainsKey("get") && !one.Address.EndsWith("/export", StringComparison.Ordinal)
        select (one.Address, one.Methods["get"]!);

    public static bool Takes(JsonNode operation, string parameter) =>
        operation["parameters"]?.AsArray().Any(one => (string?)one!["name"] == parameter) == true;

    public void Dispose() => Owner.Dispose();

    private string Fill(string path) => path
        .Replace("{id}", path switch
        {
            _ when path.Contains("/comments/") || path.Contains("/c/{id}") => Comment,
            _ when path.Contains("/tweets/") || path.Contains("/t/{id}") => Post,
            _ when path.Contains("/playlist") => Playlist,
            _ => $"{Video}",
        })
        .Replace("{videoId}", $"{Video}").Replace("{playlistId}", Playlist)
        .Replace("{userId}", $"{Owner.Id}").Replace("{channelId}", $"{Owner.Id}").Replace("{username}", Owner.Username)
        .Replace("{language}", "en").Replace("{kind}", "video").Replace("{key}", $"videos/{Video}/nothing.mp4");
}
