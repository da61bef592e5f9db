using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Processing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

public sealed class GrowingVideoTests(Chromium chromium)
{
    private const string Media = "document.querySelector('[slot=media]')";

    [Fact]
    public async Task What_no_browser_plays_is_watched_from_its_beginning_while_it_is_encoded()
    {
        chromium.Get();
        // Looks for finished segments every 50 ms, so that the encoder can be held early.
        await using var site = await TestSite.StartAsync(
            Engine.Sqlite, customize: builder => builder.Services.AddSingleton<TimeProvider>(HurriedTime.Fortyfold));
        using var client = await StockedSite.SignInAsync(site, await StockedSite.JoinAsync(site));
        var clip = await Clips.Avi(seconds: 40, size: "480x270");
        var id = await StockedSite.UploadAsync(client, clip, "Long", "");
        // Far enough for a player that begins at the end of what there is, as with a live stream, to be found out.
        while ((int)(await client.GetAsync($"videos/{id}")).Data["progress"]! < 40)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.NotEmpty(await SignalAsync(site, "STOP"));
        try
        {
            await using var visit = await Visit.BeginAsync(chromium, site.Address);
            await visit.Page.GotoAsync($"/watch/{id}");
            await visit.UntilAsync($"{Media}?.readyState >= 2");
            Assert.Equal(0, await visit.AskAsync<double>($"{Media}.currentTime"), tolerance: 0.5);
            await visit.Page.Locator(".big-play").ClickAsync();
            await visit.UntilAsync($"{Media}.currentTime > 1");
            var video = (await client.GetAsync($"videos/{id}")).Data;
            Assert.Equal(("processing", null), ((string?)video["status"], (string?)video["videoFile"]));

            await SignalAsync(site, "CONT");
            await StockedSite.UntilReadyAsync(client, id);
            await visit.UntilAsync($"{Media}.currentTime > 2 && Math.abs({Media}.duration - 40) < 1", seconds: 40);
            Assert.True(await visit.AskAsync<bool>($"{Media}.error === null && {Media}.currentTime < 30"));
        }
        finally
        {
            await SignalAsync(site, "CONT");
        }
    }

    /// <summary>To every encoder of this site: each names a file of its data folder.</summary>
    private static async Task<List<int>> SignalAsync(TestSite site, string signal)
    {
        var encoders = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out var id) && IsEncoder(id)).Select(int.Parse!).ToList();
        foreach (var id in encoders)
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{id}"]);
            await kill.WaitForExitAsync();
        }

        return encoders;

        bool IsEncoder(int id)
        {
            try
            {
                var command = File.ReadAllText($"/proc/{id}/cmdline");
                return command.StartsWith("/usr/bin/ffmpeg\0", StringComparison.Ordinal) && command.Contains(site.DataFolder);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }
}
