
namespace VideoTube.Storage.Tests;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("v/1/index.m3u8", "application/vnd.apple.mpegurl")]
    [InlineData("v/1/MOVIE.MP4", "video/mp4")]
    [InlineData("v/1/en.vtt", "text/vtt; charset=utf-8")]
    [InlineData("v/1/poster.jpg", "image/jpeg")]
    public void Media_is_named_by_its_extension(string name, string type) => Assert.Equal(type, MediaTypes.Of(name));

    [Theory]
    [InlineData("page.html")]
    [InlineData("image.svg")]
    [InlineData("script.js")]
    [InlineData("noextension")]
    public void What_a_browser_might_run_is_never_named_so(string name) => Assert.Equal(MediaTypes.Unknown, MediaTypes.Of(name));
}
