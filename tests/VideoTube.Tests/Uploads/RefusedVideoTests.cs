using System.Buffers.Binary;
using System.Text;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads;

/// <summary>What must not be taken is refused with its reason, through the door everybody uses, and leaves nothing.</summary>
public sealed class RefusedVideoTests(RefusedVideoTests.Door door) : IClassFixture<RefusedVideoTests.Door>
{
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")]
    [InlineData("\uFEFF\r\n  #EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:8000/healthcheck\n")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n")]
    [InlineData("file '/etc/passwd'\n")]
    [InlineData("<?xml version=\"1.0\"?>\n<MPD><Period><BaseURL>file:///etc/passwd</BaseURL></Period></MPD>")]
    [InlineData("v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n")]
    public async Task A_playlist_named_mp4(string text) =>
        Assert.Equal(
            "This is a playlist that points to other files. Upload the video itself.",
            await door.RefusalAsync("video.disguised_playlist", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task A_picture_of_256_million_pixels() =>
        await RefusedAsync("video.too_many_pixels", Clips.Make("bomb.mov", "-f lavfi -i color=black:size=16000x16000,format=monob -frames:v 1 -c:v png"));

    [Fact]
    public async Task A_video_of_more_than_eight_thousand_lines() =>
        await RefusedAsync("video.too_many_pixels", Clips.Make("wide.mp4", "-f lavfi -i color=black:size=8400x4800:rate=1 -frames:v 1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p"));

    [Fact]
    public async Task A_few_frames_that_last_longer_than_an_hour() =>
        await RefusedAsync("video.too_long", SlowClip());

    [Fact]
    public async Task An_hour_of_sound_behind_a_picture_of_a_second() =>
        await RefusedAsync("video.too_long", Clips.Make(
            "long-sound.mp4", "-f lavfi -i color=black:size=32x32:rate=5:duration=1 -f lavfi -i anullsrc=r=16000:cl=mono -t 3700 -c:v libx264 -pix_fmt yuv420p -c:a aac -b:a 8k"));

    [Fact]
    public async Task A_header_that_hides_the_length()
    {
        // mvhd, tkhd, mdhd: a second. The packets still tell an hour.
        var forged = await File.ReadAllBytesAsync(await SlowClip());
        foreach (var (box, scale, duration) in new[] { ("mvhd", 12, 16), ("mdhd", 12, 16), ("tkhd", -1, 20) })
        {
            var body = forged.AsSpan().IndexOf(Encoding.ASCII.GetBytes(box)) + 4;
            var second = scale < 0 ? 1000u : BinaryPrimitives.ReadUInt32BigEndian(forged.AsSpan(body + scale));
            BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(body + duration), second);
        }

        await door.RefusalAsync("video.too_long", forged);
    }

    [Fact]
    public async Task An_mp4_cut_off_before_its_index()
    {
        var whole = await File.ReadAllBytesAsync(await Clips.Silent());
        await door.RefusalAsync("video.corrupt", whole[..^(whole.Length / 10)]);
    }

    [Fact]
    public async Task An_mp4_cut_off_after_its_index()
    {
        var whole = await File.ReadAllBytesAsync(await Clips.H264(4, "320x180"));
        await door.RefusalAsync("video.corrupt", whole[..(whole.Length / 2)]);
    }

    [Fact]
    public async Task An_mp4_with_an_index_of_nonsense()
    {
        var nonsense = await File.ReadAllBytesAsync(await Clips.Silent());
        var index = nonsense.AsSpan().LastIndexOf("moov"u8);
        new Random(1).NextBytes(nonsense.AsSpan(index + 4));
        await door.RefusalAsync("video.no_tracks", nonsense);
    }

    private static Task<string> SlowClip() => Clips.Make("slow.mp4", "-f lavfi -i color=black:size=32x32:rate=1/60 -t 3700 -c:v libx264 -pix_fmt yuv420p");

    private async Task RefusedAsync(string code, Task<string> clip) => await door.RefusalAsync(code, await File.ReadAllBytesAsync(await clip));

    /// <summary>A site that takes an hour at most, and somebody who uploads to it.</summary>
    public sealed class Door : IAsyncLifetime
    {
        private TestSite site = null!;
        private Member owner = null!;

        public async ValueTask InitializeAsync()
        {
            site = await TestSite.StartAsync(Engine.Sqlite, new() { ["VIDEO_MAX_HOURS"] = "1", ["ENCODERS"] = "0" });
            owner = await site.SignUpAsync();
        }

        /// <summary>Uploads it as a.mp4, which must be refused without a trace; returns the words.</summary>
        internal async Task<string> RefusalAsync(string code, byte[] bytes)
        {
            using var form = Uploading.Form(("videoFile", bytes, "a.mp4"));
            var answer = await owner.Client.SendAsync(HttpMethod.Post, "videos", form);
            Assert.True((422, code) == (answer.Status, answer.Code), answer.Text);
            await site.AssertNothingIsLeftAsync();
            return answer.Message!;
        }

        public async ValueTask DisposeAsync()
        {
            owner.Dispose();
            await site.DisposeAsync();
        }
    }
}
