using VideoTube.Media.Probing;

namespace VideoTube.Media.Tests.Probing;

public sealed class BrowserPlaybackTests
{
    [Theory]
    [InlineData(ContainerKind.Mp4, "isom", "h264", "yuv420p", "aac", "video/mp4")]
    [InlineData(ContainerKind.Mp4, "isom", "h264", "yuv420p", null, "video/mp4")]
    [InlineData(ContainerKind.Mp4, "M4A ", null, null, "aac", "audio/mp4")]
    [InlineData(ContainerKind.Mp4, "isom", "av1", "yuv420p10le", "opus", "video/mp4")]
    [InlineData(ContainerKind.Mp4, "isom", "h264", "yuv420p10le", "aac", null)]
    [InlineData(ContainerKind.Mp4, "isom", "h264", "yuv444p", "aac", null)]
    [InlineData(ContainerKind.Mp4, "isom", "hevc", "yuv420p", "aac", null)]
    [InlineData(ContainerKind.Mp4, "isom", "h264", "yuv420p", "ac3", null)]
    [InlineData(ContainerKind.Mp4, "qt  ", "h264", "yuv420p", "aac", null)]
    [InlineData(ContainerKind.Matroska, "webm", "vp9", "yuv420p", "opus", "video/webm")]
    [InlineData(ContainerKind.Matroska, "webm", null, null, "vorbis", "audio/webm")]
    [InlineData(ContainerKind.Matroska, "matroska", "vp9", "yuv420p", "opus", null)]
    [InlineData(ContainerKind.Mp3, null, null, null, "mp3", "audio/mpeg")]
    [InlineData(ContainerKind.MpegTs, null, "h264", "yuv420p", "aac", null)]
    public void An_original_is_offered_only_where_every_browser_plays_it(
        ContainerKind container, string? brand, string? video, string? pixels, string? audio, string? mimeType)
    {
        var info = new MediaInfo
        {
            Container = container,
            Brand = brand,
            Duration = TimeSpan.FromSeconds(1),
            Size = 1000,
            Video = video is null ? null : new VideoTrack
            {
                Index = 0,
                Codec = video,
                Width = 320,
                Height = 180,
                FrameRate = new Rational(25, 1),
                PixelFormat = pixels!,
                BitRate = 1000,
                LongestKeyFrameGap = TimeSpan.FromSeconds(1),
            },
            Audio = audio is null ? null : new AudioTrack { Index = 1, Codec = audio, Channels = 2, SampleRate = 48_000 },
        };
        Assert.Equal(mimeType, BrowserPlayback.MimeType(info));
        Assert.Equal(mimeType is not null, BrowserPlayback.CanPlayOriginal(info));
    }
}
