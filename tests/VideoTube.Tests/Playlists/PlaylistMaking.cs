using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Playlists;

internal static class PlaylistMaking
{
    /// <summary>The id of a new public playlist of these videos.</summary>
    public static async Task<string> MakePlaylistAsync(this Member owner, string name, params IReadOnlyList<Id> videos)
    {
        var made = await owner.Client.PostAsync("playlist", new { name });
        Assert.True(made.Status == 201, made.Text);
        var id = (string)made.Data["_id"]!;
        foreach (var video in videos)
            Assert.Equal(200, (await owner.Client.PatchAsync($"playlist/add/{video}/{id}")).Status);
        return id;
    }

    /// <summary>The titles that somebody sees in it, in order.</summary>
    public static async Task<string> TitlesAsync(this Member member, string playlist) =>
        string.Join(' ', (await member.Client.GetAsync($"playlist/{playlist}/videos")).Data["docs"]!.AsArray().Select(video => video!["title"]));
}
