namespace VideoTube.Media.Images;

/// <summary>A size that pictures are brought to.</summary>
/// <param name="Name">Names the file: <c>avatar.jpg</c>.</param>
/// <param name="Width">Pixels; the most where the picture is fitted in.</param>
/// <param name="Height">Pixels; the most where the picture is fitted in.</param>
/// <param name="Fills">True: cut to exactly this shape. False: shrunk to fit, never cut or enlarged.</param>
public sealed record ImageShape(string Name, int Width, int Height, bool Fills)
{
    /// <summary>MIME type of every picture made here.</summary>
    public const string ContentType = "image/jpeg";

    /// <summary>Shown at up to 160 CSS pixels on screens of up to 2.5 device pixels.</summary>
    public static readonly ImageShape Avatar = new("avatar", 400, 400, Fills: true);

    /// <summary>The strip across a channel's page, four to one.</summary>
    public static readonly ImageShape Cover = new("cover", 1600, 400, Fills: true);

    /// <summary>A video's picture: no larger than the largest card and the player's poster need.</summary>
    public static readonly ImageShape Thumbnail = new("thumbnail", 1280, 720, Fills: false);

    /// <summary>Some hundred bytes, to stand in for a video's picture.</summary>
    public static readonly ImageShape Preview = new("preview", 64, 64, Fills: false);
}
