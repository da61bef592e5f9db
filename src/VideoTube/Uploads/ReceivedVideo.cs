using VideoTube.Data;
using VideoTube.Uploads.Previews;
using VideoTube.Videos;

namespace VideoTube.Uploads;

/// <summary>A video file that is whole on this machine's disk, with what its owner said about it.</summary>
/// <param name="Path">In the upload folder; gone once the video is taken.</param>
/// <param name="FileName">As the client called it.</param>
/// <param name="ThumbnailPath">A picture as it was sent, or null.</param>
internal sealed record ReceivedVideo(string Path, string FileName, string? ThumbnailPath, VideoDetails Details)
{
    /// <summary>Of a video that was on another site before; null for one that is new.</summary>
    public VideoPast? Past { get; init; }

    /// <summary>What was made of the file while it arrived; null: nothing.</summary>
    public GrownUpload? Grown { get; init; }

    /// <summary>The video's id, where it must be this one; null: a new one, or that of <see cref="Past"/>.</summary>
    public Id? Id { get; init; }

    /// <summary>What was given, else the file's name without its ending.</summary>
    public string Title => Details.Title ?? TitleOf(FileName);

    public static string TitleOf(string fileName)
    {
        // Some browsers and tools send a whole path.
        var name = System.IO.Path.GetFileNameWithoutExtension(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]);
        var clean = new string([.. name.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length == 0 ? "Untitled" : clean[..Math.Min(clean.Length, VideoDetails.MaxTitle)];
    }
}

/// <summary>What a video brings along from where it was before.</summary>
internal sealed record VideoPast(Id Id, long Views, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
