using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Playlists;

internal static class PlaylistEndpoints
{
    public static void MapPlaylists(this IEndpointRouteBuilder api)
    {
        // Front-ends are written for the one, people expect the other.
        Map(api.MapGroup("/playlist"));
        Map(api.MapGroup("/playlists"));
    }

    private static void Map(RouteGroupBuilder playlists)
    {
        playlists.WithTags("Playlists");
        playlists.MapPost("", Make).WithSummary("Makes a playlist.").Gives(201).RequireAuthorization();
        playlists.MapGet("/{id}", Get).WithSummary("Shows a playlist with its first hundred videos.").Refuses(PlaylistErrors.NotFound, PlaylistErrors.Gone);
        playlists.MapPatch("/{id}", Edit).WithSummary("Changes what a playlist is called and who sees it.").RequireAuthorization()
            .Refuses(PlaylistErrors.NothingToChange, PlaylistErrors.NotYours, PlaylistErrors.NotFound, PlaylistErrors.Gone);
        playlists.MapDelete("/{id}", Delete).WithSummary("Deletes a playlist; its videos stay.").RequireAuthorization()
            .Refuses(PlaylistErrors.NotYours, PlaylistErrors.NotFound, PlaylistErrors.Gone);
        playlists.MapGet("/{id}/videos", ListVideos).WithSummary("Lists the videos of a playlist in their order.").Refuses(PlaylistErrors.NotFound, PlaylistErrors.Gone);
        playlists.MapPatch("/{id}/order", Order).WithSummary("Puts the videos of a playlist in another order, or moves one.").RequireAuthorization()
            .Refuses(PlaylistErrors.OrderOrMove, PlaylistErrors.OtherVideos, PlaylistErrors.VideoNotInIt, PlaylistErrors.NotYours, PlaylistErrors.NotFound, PlaylistErrors.Gone);
        playlists.MapPatch("/add/{videoId}/{playlistId}", Add).WithSummary("Adds a video to the end of a playlist.").RequireAuthorization()
            .Refuses(VideoErrors.OfMissing)
            .Refuses(PlaylistErrors.VideoTwice, PlaylistErrors.Full, PlaylistErrors.NotYours, PlaylistErrors.NotFound, PlaylistErrors.Gone);
        playlists.MapPatch("/remove/{videoId}/{playlistId}", Remove).WithSummary("Takes a video out of a playlist.").RequireAuthorization()
            .Refuses(PlaylistErrors.VideoNotInIt, PlaylistErrors.NotYours, PlaylistErrors.NotFound, PlaylistErrors.Gone);
        playlists.MapGet("/user/{userId}", ListOfUser).WithSummary("Lists the playlists of a channel, newest first.").Refuses(AccountErrors.NotFound);
    }

    private static async Task<ApiResult<Playlist>> Make(WritePlaylist request, CurrentUser user, PlaylistStore playlists, CancellationToken ct)
    {
        var written = request.Checked(isNew: true);
        if (written.Value is not { } given)
            return written.Error!;
        var made = await playlists.AddAsync(user.Id, given, ct);
        return made.Value is { } playlist ? ApiResult.Created(playlist, $"/api/v1/playlist/{playlist.Id}") : made;
    }

    private static async Task<ApiResult<Playlist>> Get(string id, Visitor visitor, PlaylistStore playlists, CancellationToken ct) =>
        await playlists.FindAsync(IdOf(id), visitor.Id, ct);

    private static async Task<ApiResult<Playlist>> Edit(string id, WritePlaylist request, CurrentUser user, PlaylistStore playlists, CancellationToken ct) =>
        request.Checked(isNew: false) is var written && written.Value is { } given
            ? await playlists.EditAsync(IdOf(id), user.Id, given, ct)
            : written.Error!;

    private static async Task<ApiResult<Nothing?>> Delete(string id, CurrentUser user, PlaylistStore playlists, CancellationToken ct) =>
        await playlists.DeleteAsync(IdOf(id), user.Id, ct) is { } error ? error : ApiResult.Done("Playlist deleted successfully");

    private static async Task<ApiResult<Page<Video>>> ListVideos(
        string id, PageRequest page, Visitor visitor, PlaylistVideoStore videos, CancellationToken ct) =>
        await videos.ListAsync(IdOf(id), page, visitor.Id, ct);

    private static async Task<ApiResult<Playlist>> Order(
        string id, OrderPlaylist request, CurrentUser user, ArrangePlaylist arrange, CancellationToken ct) =>
        await arrange.OrderAsync(IdOf(id), user.Id, request, ct);

    private static async Task<ApiResult<Playlist>> Add(
        string videoId, string playlistId, CurrentUser user, ArrangePlaylist arrange, CancellationToken ct) =>
        await arrange.AddAsync(IdOf(playlistId), GivenId.Read(videoId, "The video's id"), user.Id, ct);

    private static async Task<ApiResult<Playlist>> Remove(
        string videoId, string playlistId, CurrentUser user, ArrangePlaylist arrange, CancellationToken ct) =>
        await arrange.RemoveAsync(IdOf(playlistId), GivenId.Read(videoId, "The video's id"), user.Id, ct);

    private static async Task<ApiResult<Page<Playlist>>> ListOfUser(
        string userId, PageRequest page, Visitor visitor, PlaylistStore playlists, CancellationToken ct) =>
        await playlists.ListAsync(GivenId.Read(userId, "The user's id"), page, visitor.Id, ct);

    private static Id IdOf(string text) => GivenId.Read(text, "The playlist's id");
}
