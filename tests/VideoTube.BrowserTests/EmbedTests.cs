using System.Net;
using System.Text;
using VideoTube.BrowserTests.Browsing;

namespace VideoTube.BrowserTests;

public sealed class EmbedTests(Chromium chromium, StockedSite stocked)
{
    [Fact]
    public async Task A_video_plays_in_a_frame_of_another_site()
    {
        var stock = await stocked.GetAsync();
        // The site is 127.0.0.1; localhost is another one to browsers.
        using var other = new HttpListener();
        var port = FreePort();
        other.Prefixes.Add($"http://localhost:{port}/");
        other.Start();
        var serving = ServeAsync(other, $"""
            <!DOCTYPE html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">
            <iframe src="{stock.Site.Address}embed/{stock.Bunny}?autoplay=1" width="640" height="360" title="A film" allow="autoplay"></iframe>
            """);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);

        await visit.Page.GotoAsync($"http://localhost:{port}/");
        var frame = visit.Page.Frames.Single(frame => frame.ParentFrame is not null);
        await frame.WaitForFunctionAsync("() => document.querySelector('[slot=media]')?.currentTime > 1", null, new() { Timeout = 30_000 });

        Assert.Equal(stock.Site.Address.Port, new Uri(frame.Url).Port);
        Assert.Equal("", await frame.EvaluateAsync<string>("() => document.cookie"));
        await visit.PictureAsync("embed");
        other.Stop();
        await serving;
    }

    private static async Task ServeAsync(HttpListener other, string page)
    {
        while (other.IsListening)
        {
            try
            {
                var request = await other.GetContextAsync();
                request.Response.ContentType = "text/html; charset=utf-8";
                // An isolated page: the strictest about what it frames.
                request.Response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";
                request.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
                await request.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(page));
                request.Response.Close();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
