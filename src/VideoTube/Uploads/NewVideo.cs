using VideoTube.Data;
using VideoTube.Media.Probing;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Uploads;

/// <summary>A video that is about to be one.</summary>
internal sealed record NewVideo(Id Id, ReceivedVideo Received, MediaInfo Info, Id Owner, string Node, DateTimeOffset Now)
{
    public MediaKey Original => VideoKeys.Original(VideoKeys.Folder(Id), Info);

    public DateTimeOffset CreatedAt => Received.Past?.CreatedAt ?? Now;
}
