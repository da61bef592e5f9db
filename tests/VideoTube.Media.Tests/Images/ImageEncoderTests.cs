using System.Text;
using VideoTube.Media.Images;

namespace VideoTube.Media.Tests.Images;

public sealed class ImageEncoderTests(MediaLab lab) : IClassFixture<MediaLab>
{
    /// <summary>Red, green over blue, white: each corner says where it went.</summary>
    private const string Corners =
        "-f lavfi -i color=red:s=320x180:d=1,format=rgb24,drawbox=x=160:y=0:w=160:h=90:c=lime:t=fill,"
        + "drawbox=x=0:y=90:w=160:h=90:c=blue:t=fill,drawbox=x=160:y=90:w=160:h=90:c=white:t=fill -frames:v 1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<string> ReencodeAsync(string path, ImageShape shape) =>
        new ImageEncoder(lab.Runner, lab.Options).ReencodeAsync(path, lab.NewFolder(), shape, Ct);

    private async Task<string> RefusalAsync(string path) =>
        (await Assert.ThrowsAsync<MediaRefusedException>(() => ReencodeAsync(path, ImageShape.Avatar))).Refusal.Code;

    [Theory]
    [InlineData("p.jpg")]
    [InlineData("p.png")]
    [InlineData("p.webp")]
    [InlineData("p.gif")]
    public async Task Every_format_becomes_a_jpeg_of_its_shape(string name)
    {
        var made = await lab.MakeAsync(name, Corners);
        var avatar = await Pixels.ReadAsync(lab, await ReencodeAsync(made, ImageShape.Avatar));
        Assert.Equal((400, 400, "RGBW"), (avatar.Width, avatar.Height, avatar.Corners));
        var cover = await Pixels.ReadAsync(lab, await ReencodeAsync(made, ImageShape.Cover));
        Assert.Equal((1600, 400), (cover.Width, cover.Height));
        var thumbnail = await Pixels.ReadAsync(lab, await ReencodeAsync(made, ImageShape.Thumbnail));
        Assert.Equal((320, 180, "RGBW"), (thumbnail.Width, thumbnail.Height, thumbnail.Corners));
    }

    [Fact]
    public async Task A_tall_thumbnail_is_fitted_in_whole()
    {
        var made = await lab.MakeAsync("tall.png", "-f lavfi -i testsrc2=s=900x1600:d=1 -frames:v 1");
        var thumbnail = await Pixels.ReadAsync(lab, await ReencodeAsync(made, ImageShape.Thumbnail));
        Assert.Equal((405, 720), (thumbnail.Width, thumbnail.Height));
    }

    [Theory] // TIFF 6.0 §8: what the first row and the first column are
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public async Task A_photo_is_turned_upright_and_loses_what_its_camera_wrote(byte orientation, string corners)
    {
        var jpeg = File.ReadAllBytes(await lab.MakeAsync($"o{orientation}.jpg", Corners));
        byte[] exif =
        [
            .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 2, 0,
            0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, // Orientation, SHORT
            0x31, 1, 2, 0, 4, 0, 0, 0, .. "gps\0"u8, // Software, ASCII
            0, 0, 0, 0,
        ];
        var photo = lab.Write($"photo{orientation}.jpg", [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg.AsSpan(2)]);

        var made = await ReencodeAsync(photo, ImageShape.Thumbnail);
        var pixels = await Pixels.ReadAsync(lab, made);
        Assert.Equal(corners, pixels.Corners);
        Assert.Equal(orientation >= 5 ? (180, 320) : (320, 180), (pixels.Width, pixels.Height));
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(made));
        Assert.DoesNotContain("Exif", text);
        Assert.DoesNotContain("gps", text);
        Assert.DoesNotContain("Lavc", text);
    }

    [Fact]
    public async Task Transparency_shows_white()
    {
        var made = await lab.MakeAsync("clear.png", "-f lavfi -i color=black@0:s=64x64:d=1,format=rgba -frames:v 1");
        Assert.Equal("WWWW", (await Pixels.ReadAsync(lab, await ReencodeAsync(made, ImageShape.Avatar))).Corners);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_is_decoded()
    {
        var bomb = await lab.MakeAsync("bomb.png", "-f lavfi -i color=s=16000x16000:d=0.04:r=25,format=monob -frames:v 1");
        Assert.InRange(new FileInfo(bomb).Length, 0, 1_000_000);
        Assert.Equal("image.too_many_pixels", await RefusalAsync(bomb));
    }

    [Fact]
    public async Task What_is_no_picture_is_refused()
    {
        Assert.Equal("image.not_an_image", await RefusalAsync(lab.Write("text.jpg", "no picture"u8)));
        Assert.Equal("image.not_an_image", await RefusalAsync(lab.Write("empty.jpg", [])));
        Assert.Equal("image.not_an_image", await RefusalAsync(lab.Write("play.jpg", "#EXTM3U\nfile:///etc/passwd"u8)));
        Assert.Equal("image.not_an_image", await RefusalAsync(lab.Write("svg.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8)));
        Assert.Equal("image.corrupt", await RefusalAsync(lab.Write("half.png", [0x89, .. "PNG\r\n\u001a\n"u8, 1, 2, 3, 4, 5, 6, 7, 8])));
    }
}
