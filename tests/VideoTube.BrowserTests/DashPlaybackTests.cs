using System.Reflection;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

public sealed class DashPlaybackTests(Chromium chromium, StockedSite stocked)
{
    private const string Media = "document.querySelector('video')";

    [Theory]
    [InlineData("dashjs/dist/modern/umd/dash.all.min.js", "dashjs.MediaPlayer().create().initialize(document.querySelector('video'), manifest, true);")]
    [InlineData("shaka-player/dist/shaka-player.compiled.js", """
        const player = new shaka.Player();
        player.addEventListener('error', event => console.error(event.detail.code));
        player.attach(document.querySelector('video')).then(() => player.load(manifest)).catch(fault => console.error(fault.code));
        """)]
    public async Task Players_of_DASH_play_a_video_and_find_their_place_in_it(string script, string begin)
    {
        var stock = await stocked.GetAsync();
        using var client = stock.Site.NewClient();
        var video = (await client.GetAsync($"videos/{stock.Bunny}")).Data;
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        await visit.Page.RouteAsync("**/dash-test", route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"""
            <!DOCTYPE html><html lang="en"><title>DASH</title><link rel="icon" href="data:,"><video muted autoplay></video>
            <script src="/dash-test/player.js"></script><script>const manifest = new URL('{video["dash"]}', location).href; {begin}</script>
            """ }));
        await visit.Page.RouteAsync("**/dash-test/player.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Path = PathOf(script) }));

        await visit.Page.GotoAsync("/dash-test");
        await visit.UntilAsync($"{Media}.currentTime > 1", seconds: 40);

        var duration = (double)video["duration"]!;
        Assert.Equal(duration, await visit.AskAsync<double>($"{Media}.duration"), tolerance: 0.3);
        var middle = (int)(duration / 2);
        await visit.AskAsync<double>($"{Media}.currentTime = {middle}");
        await visit.UntilAsync($"{Media}.currentTime > {middle} + 0.5 && {Media}.videoWidth > 0", seconds: 40);
        Assert.True(await visit.AskAsync<bool>($"{Media}.error === null"));
        Assert.True(await visit.AskAsync<bool>($"{Media}.webkitAudioDecodedByteCount > 0 && {Media}.webkitVideoDecodedByteCount > 0"));
        await visit.Page.GotoAsync("about:blank");
    }

    private static string PathOf(string script) => Path.Combine(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "DashPlayers").Value!, script);
}
