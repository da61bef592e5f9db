using VideoTube.Http;
using VideoTube.Media.Images;

namespace VideoTube.Accounts.Pictures;

/// <summary>The two pictures of a channel: how each is sent, kept and shaped.</summary>
internal sealed record PictureKind(string Field, string Column, string FilePrefix, ImageShape Shape)
{
    public const long MaxBytes = 10 << 20;

    public static readonly PictureKind Avatar = new("avatar", "avatar", "avatar", ImageShape.Avatar);
    public static readonly PictureKind CoverImage = new("coverImage", "cover_image", "cover", ImageShape.Cover);

    public FormFileRule Rule { get; } = new(Field, MaxBytes)
    {
        TooLarge = new ApiError(413, "image.too_large", "A picture must not be larger than 10 MB"),
    };
}
