using System.Globalization;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>Where a list of videos goes on. The key begins with a letter for its sort, so that cursors do not cross lists.</summary>
internal static class VideoCursor
{
    public static Cursor At(VideoRow last, VideoSort sort)
    {
        var key = sort switch
        {
            VideoSort.CreatedAt => last.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            VideoSort.Views => last.Views.ToString(CultureInfo.InvariantCulture),
            VideoSort.Duration => last.Duration.ToString("R", CultureInfo.InvariantCulture),
            VideoSort.Title => last.Title,
            VideoSort.Trend => last.Rank.ToString("R", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
        return new Cursor($"{Letter(sort)}{key}", last.Id.ToString());
    }

    /// <summary>The sort key as the database compares it.</summary>
    /// <exception cref="RequestRefusedException">Another list gave this cursor.</exception>
    public static object KeyOf(Cursor cursor, VideoSort sort)
    {
        var text = cursor.Key.Length > 0 && cursor.Key[0] == Letter(sort) ? cursor.Key[1..] : null;
        object? key = sort switch
        {
            VideoSort.CreatedAt or VideoSort.Views => long.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            VideoSort.Title => text,
            _ => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
        return key ?? throw new RequestRefusedException(HttpErrors.ForeignCursor);
    }

    private static char Letter(VideoSort sort) => sort switch
    {
        VideoSort.CreatedAt => 'c',
        VideoSort.Views => 'v',
        VideoSort.Duration => 'd',
        VideoSort.Title => 't',
        VideoSort.Trend => 'n',
        _ => throw new ArgumentOutOfRangeException(nameof(sort)),
    };
}
