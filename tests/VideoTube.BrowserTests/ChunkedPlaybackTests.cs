using Microsoft.Extensions.DependencyInjection;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Media.Chunks;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

public sealed class ChunkedPlaybackTests(Chromium chromium)
{
    private const string Media = "document.querySelector('[slot=media]')";

    [Fact]
    public async Task Where_chunks_join_nothing_is_missing()
    {
        chromium.Get();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, customize: builder => builder.Services.AddSingleton(
            new ChunkOptions { LeastDuration = TimeSpan.FromSeconds(10), Length = TimeSpan.FromSeconds(8) }));
        using var client = await StockedSite.SignInAsync(site, await StockedSite.JoinAsync(site));
        var id = await StockedSite.UploadAsync(client, await Clips.Hevc(seconds: 24, size: "480x360"), "In chunks", "");
        await StockedSite.UntilReadyAsync(client, id);

        await using var visit = await Visit.BeginAsync(chromium, site.Address);
        await visit.Page.GotoAsync($"/watch/{id}");
        await visit.UntilAsync($"{Media}?.readyState >= 2");
        await visit.Page.Keyboard.PressAsync("k");
        // Joins are at 8 and at 16 s.
        await visit.UntilAsync($"{Media}.buffered.length > 0 && {Media}.buffered.end({Media}.buffered.length - 1) > 23.8", seconds: 40);
        Assert.Equal(1, await visit.AskAsync<int>($"{Media}.buffered.length"));
        Assert.InRange(await visit.AskAsync<double>($"{Media}.buffered.start(0)"), 0, 0.05);
        await visit.AskAsync<double>($"{Media}.currentTime = 7.2");
        await visit.UntilAsync($"{Media}.currentTime > 8.8 && {Media}.error === null", seconds: 40);
        Assert.Equal(24, await visit.AskAsync<double>($"{Media}.duration"), tolerance: 0.2);
    }
}
