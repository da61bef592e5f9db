using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media.Images;
using VideoTube.Storage;
using VideoTube.Uploads;

namespace VideoTube.Accounts.Pictures;

/// <summary>The two pictures of a channel: how each is sent, kept and shaped.</summary>
internal sealed record PictureKind(string Field, string Column, string FilePrefix, ImageShape Shape)
{
    public const long MaxBytes = 10 << 20;

    public static readonly ApiError TooLarge = new(413, "image.too_large", "A picture must not be larger than 10 MB");

    public static readonly PictureKind Avatar = new("avatar", "avatar", "avatar", ImageShape.Avatar);
    public static readonly PictureKind CoverImage = new("coverImage", "cover_image", "cover", ImageShape.Cover);

    /// <summary>Below it a folder for each person.</summary>
    public static readonly MediaKey Folder = MediaKey.Parse("users");

    /// <summary>A name of its own for each picture, so that caches may keep them for good.</summary>
    public MediaKey NewKey(Id user, TimeProvider time) => Folder / user.ToString() / $"{FilePrefix}-{Id.New(time)}.jpg";

    /// <summary>Whose picture a file is; null when it is none.</summary>
    public static Id? OwnerOf(MediaKey key) =>
        key.Value.Split('/') is ["users", var user, var file] && Id.TryParse(user, null, out var id)
        && (file.StartsWith($"{Avatar.FilePrefix}-", StringComparison.Ordinal) || file.StartsWith($"{CoverImage.FilePrefix}-", StringComparison.Ordinal))
            ? id
            : null;

    /// <summary>Why a picture is not taken.</summary>
    public static ApiError[] Refusals { get; } = [TooLarge, .. FileErrors.OfPictures];

    public FilePart Part => new(Field, "JPEG, PNG, WebP or GIF, at most 10 MB");

    public FormFileRule Rule { get; } = new(Field, MaxBytes)
    {
        TooLarge = TooLarge,
    };
}
