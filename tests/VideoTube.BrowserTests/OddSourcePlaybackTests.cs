using System.Text.Json.Nodes;
using VideoTube.BrowserTests.Browsing;
using VideoTube.Tests.Testing;

namespace VideoTube.BrowserTests;

/// <summary>Whatever people upload plays in the end, upright, in a real browser.</summary>
public sealed class OddSourcePlaybackTests(Chromium chromium, OddSourcePlaybackTests.Shelf shelf) : IClassFixture<OddSourcePlaybackTests.Shelf>
{
    private const string Media = "document.querySelector('[slot=media]')";
    private const string Seconds = "3";
    private const string Size = "320x180";
    private const string Picture = $"-f lavfi -i testsrc2=s={Size}:r=25:d={Seconds}";
    private const string Sound = $"-f lavfi -i sine=d={Seconds}";
    private const string X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    private const string Quick = "-deadline realtime -cpu-used 8";
    private const string Hdr = "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc";

    /// <summary>The clip, how it is made, and the shape it is shown in, as width over height; 0 where nothing is shown.</summary>
    private static readonly (string Name, string Arguments, double Shape)[] Sources =
    [
        ("turned.mp4", "-i {upright} -c copy -metadata:s:v rotate=90", 180 / 320.0),
        ("upside-down.mp4", "-i {upright} -c copy -metadata:s:v rotate=180", 320 / 180.0),
        ("any-pace.mp4", $"{Picture} {Sound} -vf select=not(between(t\\,1\\,2)) -fps_mode vfr {X264} -c:a aac", 320 / 180.0),
        ("hdr.mp4", $"{Picture} {Sound} -c:v libx265 -preset ultrafast -x265-params {Hdr} -pix_fmt yuv420p10le -tag:v hvc1 -c:a aac", 320 / 180.0),
        ("surround.mp4", $"{Picture} -f lavfi -i aevalsrc=0|0|0|0|0|0:c=5.1:d={Seconds} {X264} -c:a aac", 320 / 180.0),
        ("silent.mp4", $"{Picture} {X264}", 320 / 180.0),
        ("sound.mp3", $"{Sound} -c:a libmp3lame", 0),
        ("sound.m4a", $"{Sound} -c:a aac", 0),
        ("odd-size.webm", $"-f lavfi -i testsrc2=s=161x91:r=25:d={Seconds} -c:v libvpx-vp9 {Quick}", 161 / 91.0),
        ("tall.mp4", $"-f lavfi -i testsrc2=s=98x322:r=25:d={Seconds} {X264}", 98 / 322.0),
        ("wide-samples.mp4", $"{Picture} -vf setsar=4/3 {X264}", 320 * 4 / 3 / 180.0),
        ("index-at-end.mp4", $"{Picture} {Sound} {X264} -c:a aac", 320 / 180.0),
        ("index-first.mp4", $"{Picture} {Sound} {X264} -c:a aac -movflags +faststart", 320 / 180.0),
        ("fragments.mp4", $"{Picture} {Sound} {X264} -g 25 -c:a aac -movflags frag_keyframe+empty_moov", 320 / 180.0),
        ("interlaced.mp4", $"{Picture} -vf setfield=tff -c:v libx264 -preset ultrafast -pix_fmt yuv420p -flags +ilme+ildct -x264-params tff=1", 320 / 180.0),
        ("ten-bit.mp4", $"{Picture} {Sound} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -c:a aac", 320 / 180.0),
        ("one-key-frame.mp4", $"{Picture} {Sound} {X264} -g 999 -keyint_min 999 -sc_threshold 0 -c:a aac", 320 / 180.0),
        ("film.mkv", $"{Picture} {Sound} {X264} -c:a ac3 -ac 2", 320 / 180.0),
        ("vp8.webm", $"{Picture} {Sound} -c:v libvpx {Quick} -c:a libvorbis", 320 / 180.0),
        ("old.avi", $"{Picture} {Sound} -c:v mpeg4 -c:a libmp3lame", 320 / 180.0),
        ("camera.ts", $"{Picture} {Sound} {X264} -c:a aac", 320 / 180.0),
        ("quicktime.mov", $"{Picture} {Sound} -c:v mjpeg -q:v 5 -pix_fmt yuvj420p -c:a pcm_s16le", 320 / 180.0),
    ];

    public static TheoryData<string, double> Names => new(Sources.Select(source => (source.Name, source.Shape)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_plays(string name, double shape)
    {
        chromium.Get();
        var video = await shelf.GetReadyAsync(name);
        await using var visit = await Visit.BeginAsync(chromium, shelf.Address);

        await visit.Page.GotoAsync($"/watch/{video["_id"]}");
        await visit.UntilAsync($"{Media}?.readyState >= 1");
        await visit.Page.Keyboard.PressAsync("k");
        // What is offered as it was sent must play as it was sent, beside it.
        if ((string?)video["videoFile"] is { } file)
        {
            await visit.AskAsync<bool>(
                $"(window.sent = document.createElement('video'), sent.src = '{file}', sent.muted = true, document.body.append(sent), sent.play().then(() => true, () => false))");
            await PlaysAsync(visit, "window.sent", shape);
        }

        await PlaysAsync(visit, Media, shape);
        Assert.Equal("hls-video", await visit.AskAsync<string>($"{Media}.localName"));
        Assert.True(await visit.AskAsync<bool>("document.querySelector('.stage-card').hidden"));
    }

    private static async Task PlaysAsync(Visit visit, string media, double shape)
    {
        await visit.UntilAsync($"{media}.error || {media}.currentTime > 1");
        Assert.Null(await visit.AskAsync<string?>($"{media}.error && `${{{media}.error.code}} ${{{media}.error.message}}`"));
        var (width, height) = (await visit.AskAsync<int>($"{media}.videoWidth"), await visit.AskAsync<int>($"{media}.videoHeight"));
        if (shape == 0)
            Assert.Equal((0, 0), (width, height));
        else
            Assert.Equal(shape, (double)width / height, shape * 0.03); // sizes are even: 161x91 becomes 160x90
    }

    /// <summary>One site with all of them, uploaded when the first is asked for, so that a clip is made while another plays.</summary>
    public sealed class Shelf : IAsyncLifetime
    {
        private readonly SemaphoreSlim turn = new(1, 1);
        private TestSite? site;
        private Client? client;
        private Dictionary<string, Task<string>> uploads = [];

        public Uri Address => site!.Address;

        public async ValueTask InitializeAsync()
        {
            site = await TestSite.StartAsync(Engine.Sqlite);
            client = await StockedSite.SignInAsync(site, await StockedSite.JoinAsync(site));
        }

        internal async Task<JsonNode> GetReadyAsync(string name)
        {
            if (uploads.Count == 0)
                uploads = Sources.ToDictionary(source => source.Name, source => UploadAsync(source.Name, source.Arguments));
            return await StockedSite.UntilReadyAsync(client!, await uploads[name]);
        }

        public async ValueTask DisposeAsync()
        {
            await ((Task)Task.WhenAll(uploads.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            client?.Dispose();
            turn.Dispose();
            await site!.DisposeAsync();
        }

        private async Task<string> UploadAsync(string name, string arguments)
        {
            await turn.WaitAsync();
            try
            {
                if (arguments.Contains("{upright}"))
                    arguments = arguments.Replace("{upright}", await Clips.Make("upright.mp4", $"{Picture} {X264}"));
                return await StockedSite.UploadAsync(client!, await Clips.Make(name, arguments), name, "");
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
