using VideoTube.Http;

namespace VideoTube.Playlists;

internal static class PlaylistServices
{
    public static void AddPlaylists(this IServiceCollection services)
    {
        services.AddJson(PlaylistJson.Default);
        services.AddSingleton<PlaylistStore>();
        services.AddSingleton<PlaylistVideoStore>();
        services.AddSingleton<ArrangePlaylist>();
        ExportedPlaylist.AddTo(services);
    }
}
