using VideoTube.Web.Frame;

namespace VideoTube.Tests.Web;

public sealed class LinksTests
{
    [Theory]
    [InlineData("/upload")]
    [InlineData("/watch/6b004da174de0a43a07e0a43?t=5")]
    [InlineData("/search?q=a%20b")]
    public void An_address_of_this_site_is_followed(string next) => Assert.Equal(next, Links.Local(next));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    public void Any_other_leads_to_the_front_page(string? next) => Assert.Equal("/", Links.Local(next));
}
