using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

/// <summary>A file on its way is watched on the upload page; one with its index at its end is sent end first for that.</summary>
public sealed class ArrivingUploadTests(Chromium chromium, StockedSite stocked)
{
    private const string Media = "document.querySelector('.arrived [slot=media]')";
    private const string Arrived = "Number(document.querySelector('.sending .meter').getAttribute('aria-valuenow'))";

    // Of the first large body three fifths are sent; what follows waits in the browser until it is let go.
    private const string HoldBack = """
        const { send } = XMLHttpRequest.prototype;
        XMLHttpRequest.prototype.send = function (body) {
          if (sessionStorage.released || !(body instanceof Blob) || body.size < 200_000) return send.call(this, body);
          if (!window.wasSent) {
            window.wasSent = true;
            return send.call(this, body.slice(0, Math.floor(body.size * 0.6)));
          }
          window.letGo = () => {
            sessionStorage.released = 'yes';
            send.call(this, body);
          };
        };
        """;

    [Theory]
    [InlineData("last.mp4", "")]
    [InlineData("first.mp4", "-movflags +faststart")]
    [InlineData("fragments.mp4", "-movflags +frag_keyframe+empty_moov+default_base_moof")]
    [InlineData("clip.mkv", "")]
    public async Task It_plays_before_its_last_byte_has_left_and_goes_on_as_the_video(string name, string how)
    {
        var clip = await ClipAsync(name, how);
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        await using var visit = await BeginAsync(stock, member);
        var page = visit.Page;
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(clip);

        await page.GetByText("Watch what has arrived").WaitForAsync();
        await page.Locator(".arrived .big-play").ClickAsync();
        await visit.UntilAsync($"{Media}.currentTime > 1");
        Assert.True(await visit.AskAsync<bool>($"{Media}.currentTime < 10"), "It begins where it begins, not at the newest bytes.");
        Assert.InRange(await visit.AskAsync<int>(Arrived), 1, 99);
        var unfinished = Assert.Single((await client.GetAsync("uploads")).Data.AsArray())!;
        Assert.InRange((long)unfinished["offset"]!, 1, new FileInfo(clip).Length - 1);
        Assert.Empty(await ListAsync(client, member));
        Assert.Empty((await page.RunAxe()).Violations.Select(fault => $"{fault.Id}: {fault.Help}"));
        await PicturesAsync(visit, $"upload-arriving-{name}");

        await visit.UntilAsync("window.letGo");
        await page.EvaluateAsync("() => window.letGo()");
        await page.GetByText("Sent", new() { Exact = true }).WaitForAsync();
        Assert.True(await visit.AskAsync<bool>($"{Media}.currentTime > 1 && {Media}.error === null"));

        var video = Assert.Single(await ListAsync(client, member));
        Assert.Equal((string?)unfinished["_id"], (string?)video["_id"]);
        Assert.Equal(await File.ReadAllBytesAsync(clip), await OriginalAsync(stock, video));
        await visit.UntilAsync($"{Media}.duration > 39"); // all of it can be reached where it is watched
        await page.EvaluateAsync($"() => {Media}.pause()");
        await page.Locator(".arrived").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal($"/watch/{video["_id"]}", await page.GetByRole(AriaRole.Link, new() { Name = "Open" }).GetAttributeAsync("href"));
        await StockedSite.UntilReadyAsync(client, (string)video["_id"]!);
    }

    [Fact]
    public async Task Sent_end_first_it_is_paused_and_goes_on_after_a_reload_to_the_same_bytes()
    {
        var clip = await ClipAsync("last.mp4", "");
        var bytes = await File.ReadAllBytesAsync(clip);
        var end = bytes.AsSpan().LastIndexOf("moov"u8) - 4;
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        await using var visit = await BeginAsync(stock, member);
        visit.ExpectsRefusals = true; // of the session that runs out
        var page = visit.Page;
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(clip);
        var card = page.Locator(".upload-card");
        await visit.UntilAsync("window.letGo");
        var sent = await visit.AskAsync<int>(Arrived);
        Assert.InRange(sent, (((end * 6L / 10) + bytes.Length - end) * 100 / bytes.Length) - 1, 99);

        await card.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await card.GetByText("Paused", new() { Exact = true }).WaitForAsync();
        await page.EvaluateAsync("() => window.letGo = undefined");
        await page.Context.ClearCookiesAsync(new() { Name = "accessToken" });
        await card.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await visit.UntilAsync("window.letGo");
        Assert.Single((await client.GetAsync("uploads")).Data.AsArray()); // nothing was begun anew
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync(); // leaving while something is unsent
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Not finished" }).GetByText(Path.GetFileName(clip)).WaitForAsync();

        await page.EvaluateAsync("() => sessionStorage.released = 'yes'");
        var requests = new List<(string Method, string? Offset)>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/api/v1/uploads", StringComparison.Ordinal) && request.Method is "PATCH" or "POST")
                requests.Add((request.Method, request.Headers.GetValueOrDefault("upload-offset")));
        };
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(clip);
        await page.GetByText("Sent", new() { Exact = true }).WaitForAsync();

        // The rest of the beginning, and what joins the two: of the end nothing is sent again.
        Assert.Equal([("PATCH", $"{(int)(end * 0.6)}"), ("POST", null)], requests);
        var video = Assert.Single(await ListAsync(client, member));
        Assert.Equal(bytes, await OriginalAsync(stock, video));
        Assert.Empty((await client.GetAsync("uploads")).Data.AsArray());
        Assert.Equal(0, await page.Locator(".interrupted li").CountAsync());
        Assert.Equal(0, await visit.AskAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('tus::')).length"));
    }

    [Fact]
    public async Task The_same_file_on_two_pages_is_one_upload_and_ends_on_both()
    {
        var clip = await ClipAsync("last.mp4", "");
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        await using var visit = await BeginAsync(stock, member);
        visit.ExpectsRefusals = true; // of bytes that came from the other page
        await visit.Page.Locator(".drop input[type=file]").SetInputFilesAsync(clip);
        await visit.UntilAsync("window.letGo");

        var other = await visit.Page.Context.NewPageAsync();
        await other.GotoAsync("/upload");
        await other.Locator(".drop input[type=file]").SetInputFilesAsync(clip);
        await other.GetByText("Sent", new() { Exact = true }).WaitForAsync();
        await visit.Page.EvaluateAsync("() => window.letGo()");
        await visit.Page.GetByText("Sent", new() { Exact = true }).WaitForAsync();

        var video = Assert.Single(await ListAsync(client, member));
        Assert.Equal(await File.ReadAllBytesAsync(clip), await OriginalAsync(stock, video));
        Assert.Empty((await client.GetAsync("uploads")).Data.AsArray());
    }

    [Fact]
    public async Task Of_one_that_is_removed_or_given_up_neither_part_stays()
    {
        var clip = await ClipAsync("last.mp4", "");
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        await using var visit = await BeginAsync(stock, member);
        visit.ExpectsRefusals = true; // of the video that it has not become
        var page = visit.Page;
        var card = page.Locator(".upload-card");
        async Task SendAsync()
        {
            await page.Locator(".drop input[type=file]").SetInputFilesAsync(clip);
            await visit.UntilAsync("window.letGo");
            Assert.Single((await client.GetAsync("uploads")).Data.AsArray());
        }

        await SendAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await card.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Empty((await client.GetAsync("uploads")).Data.AsArray());

        await page.ReloadAsync();
        await SendAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ReloadAsync();
        await page.Locator(".interrupted").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await page.Locator(".interrupted").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Empty((await client.GetAsync("uploads")).Data.AsArray());
    }

    [Fact]
    public async Task Files_are_sent_while_more_of_them_are_prepared_than_a_browser_has_connections()
    {
        chromium.Get();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        var member = await StockedSite.JoinAsync(site);
        await using var visit = await Visit.BeginAsync(chromium, site.Address);
        await visit.SignInAsync(member);
        await visit.Page.GotoAsync("/upload");
        var clip = await File.ReadAllBytesAsync(await Clips.H264());

        await visit.Page.Locator(".drop input[type=file]").SetInputFilesAsync(
            Enumerable.Range(1, 8).Select(number => new FilePayload { Name = $"{number}.mp4", MimeType = "video/mp4", Buffer = clip }));

        await visit.UntilAsync("[...document.querySelectorAll('.sending b')].filter(words => words.textContent === 'Sent').length === 8", seconds: 60);
        await visit.UntilAsync("[...document.querySelectorAll('.preparing b')].every(words => words.textContent.startsWith('Preparing '))");
    }

    [Theory]
    [InlineData("throw new TypeError('lost')", false)]
    [InlineData("await new Promise(() => undefined)", true)]
    public async Task The_answer_to_joining_may_be_lost_or_come_too_late(string hearing, bool isRemoved)
    {
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        using var client = await StockedSite.SignInAsync(stock.Site, member);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        var page = visit.Page;
        await visit.SignInAsync(member);
        await page.AddInitScriptAsync($$"""
            const { fetch } = window;
            window.fetch = async (...asked) => {
              const answer = await fetch(...asked);
              if (!String(asked[1]?.headers?.['Upload-Concat']).startsWith('final') || window.wasJoined) return answer;
              window.wasJoined = true;
              {{hearing}};
            };
            """);
        await page.GotoAsync("/upload");
        await page.Locator(".drop input[type=file]").SetInputFilesAsync(await Clips.Silent());
        await visit.UntilAsync("window.wasJoined");
        Assert.Single(await ListAsync(client, member));

        if (isRemoved)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
            await page.Locator(".upload-card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
            Assert.Empty(await ListAsync(client, member));
        }
        else
        {
            await page.GetByText("Sent", new() { Exact = true }).WaitForAsync();
            Assert.Single(await ListAsync(client, member));
        }
    }

    [Fact]
    public async Task Only_a_file_with_its_index_behind_its_media_is_sent_in_parts()
    {
        var last = await File.ReadAllBytesAsync(await Clips.Silent());
        var first = await File.ReadAllBytesAsync(await Clips.H264());
        var stock = await stocked.GetAsync();
        var member = await StockedSite.JoinAsync(stock.Site);
        await using var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        visit.ExpectsRefusals = true; // of those that are no videos
        await visit.SignInAsync(member);
        foreach (var (what, bytes, parts) in new[]
        {
            ("as cameras write it", last, 2), ("sizes of 64 bits", WideMedia(last), 2), ("index first", first, 0), ("media to the end", EndlessMedia(last), 0),
            ("media in two places", [.. last[..MediaAt(last)], .. TwoMedia(last)], 0), ("cut off", last[..(last.Length - 100)], 0), ("no boxes", new byte[5000], 0),
        })
        {
            await visit.Page.GotoAsync("/upload");
            var asked = new List<string?>();
            void Hear(object? sender, IRequest request)
            {
                if (request.Method == "POST" && request.Url.EndsWith("/api/v1/uploads", StringComparison.Ordinal))
                    asked.Add(request.Headers.GetValueOrDefault("upload-concat"));
            }

            visit.Page.Request += Hear;
            await visit.Page.Locator(".drop input[type=file]").SetInputFilesAsync(new FilePayload { Name = "clip.mp4", MimeType = "video/mp4", Buffer = bytes });
            await visit.UntilAsync("['Sent', 'Not taken'].includes(document.querySelector('.sending b')?.textContent)");
            visit.Page.Request -= Hear;

            Assert.True(parts == asked.Count(concat => concat == "partial"), $"{what}: {string.Join(", ", asked)}");
            Assert.Equal(parts == 0 ? 1 : 3, asked.Count);
            if (what != "cut off" && parts > 0)
                Assert.Equal("Sent", await visit.Page.Locator(".sending b").InnerTextAsync());
        }
    }

    /// <summary>40 s, a few hundred KB: enough for segments before three fifths of it have come.</summary>
    private static Task<string> ClipAsync(string name, string how) => Clips.Make($"arriving-{name}",
        $"{Clips.Picture(40, "640x360")} {Clips.Sound(40)} {Clips.Copyable} -c:a aac -b:a 96k -ac 2 {how}");

    private async Task<Visit> BeginAsync(Stock stock, Browsing.Member member)
    {
        var visit = await Visit.BeginAsync(chromium, stock.Site.Address);
        await visit.SignInAsync(member);
        await visit.Page.AddInitScriptAsync(HoldBack);
        await visit.Page.GotoAsync("/upload");
        return visit;
    }

    private static async Task<List<JsonNode>> ListAsync(Client client, Browsing.Member member)
    {
        var id = (string)(await client.GetAsync("users/current-user")).Data["_id"]!;
        return [.. (await client.GetAsync($"videos?userId={id}")).Data["docs"]!.AsArray().Select(one => one!)];
    }

    private static Task<byte[]> OriginalAsync(Stock stock, JsonNode video) => File.ReadAllBytesAsync(
        Directory.GetFiles(Path.Combine(stock.Site.DataFolder, "media", "videos", (string)video["_id"]!), "original.*").Single());

    private static async Task PicturesAsync(Visit visit, string name)
    {
        foreach (var look in Look.All)
        {
            await visit.Page.SetViewportSizeAsync(look.Width, look.Height);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
            await visit.PictureAsync($"{name}-{look.Name}");
            Assert.True(await visit.AskAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{look.Name} scrolls sideways");
        }

        await visit.Page.SetViewportSizeAsync(Look.Desk.Width, Look.Desk.Height);
    }

    private static int MediaAt(byte[] file) => file.AsSpan().IndexOf("mdat"u8) - 4;

    /// <summary>ffmpeg leaves eight bytes before the media for a size of 64 bits.</summary>
    private static byte[] WideMedia(byte[] file)
    {
        var (wide, at) = (file.ToArray(), MediaAt(file));
        Assert.Equal("free"u8, file.AsSpan(at - 4, 4));
        BinaryPrimitives.WriteUInt32BigEndian(wide.AsSpan(at - 8), 1);
        "mdat"u8.CopyTo(wide.AsSpan(at - 4));
        BinaryPrimitives.WriteUInt64BigEndian(wide.AsSpan(at), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) + 8);
        return wide;
    }

    private static byte[] EndlessMedia(byte[] file)
    {
        var endless = file.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(endless.AsSpan(MediaAt(file)), 0);
        return endless;
    }

    /// <summary>The media, cut in two boxes, and what is behind it.</summary>
    private static byte[] TwoMedia(byte[] file)
    {
        var at = MediaAt(file);
        var size = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
        var two = file[at..];
        BinaryPrimitives.WriteUInt32BigEndian(two, 1000);
        BinaryPrimitives.WriteUInt32BigEndian(two.AsSpan(1000), (uint)size - 1000);
        "mdat"u8.CopyTo(two.AsSpan(1004));
        return two;
    }
}
