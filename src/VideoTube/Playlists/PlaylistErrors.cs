using VideoTube.Http;

namespace VideoTube.Playlists;

internal static class PlaylistErrors
{
    public static readonly ApiError NotFound = new(404, "playlist.not_found", "Playlist not found");
    public static readonly ApiError Gone = new(410, "playlist.gone", "This playlist was deleted");
    public static readonly ApiError NotYours = new(403, "playlist.not_yours", "You do not have permission to access this resource");
    public static readonly ApiError NothingToChange = new(400, "body.missing", "name, description or visibility is required");
    public static readonly ApiError VideoTwice = new(409, "playlist.video_twice", "This video is in the playlist already");
    public static readonly ApiError VideoNotInIt = new(404, "playlist.video_not_in_it", "This video is not in the playlist");
    public static readonly ApiError Full = new(422, "playlist.full", $"A playlist has at most {PlaylistStore.MaxVideos} videos");
    public static readonly ApiError OrderOrMove = new(400, "body.missing", "Send videos, the ids in their new order, or video and before");

    public static readonly ApiError OtherVideos = new(409, "playlist.other_videos",
        "The list must name each video that you see in the playlist once, and no other. It may have changed: load it again.");
}
