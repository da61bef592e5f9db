using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(VideoTube.BrowserTests.Browsing.Chromium))]

namespace VideoTube.BrowserTests.Browsing;

/// <summary>The system's Chromium, started once: it plays H.264 and AAC, which the one Playwright brings does not.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
            ],
        });
    }

    internal IBrowser Get()
    {
        if (browser is null && Environment.GetEnvironmentVariable("CI") is null)
            Assert.Skip("Chromium is not installed: apt-get install chromium");
        return browser ?? throw new InvalidOperationException("Chromium is not installed: apt-get install chromium");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
