using VideoTube.Http;

namespace VideoTube.Likes;

internal static class LikeServices
{
    public static void AddLikes(this IServiceCollection services)
    {
        services.AddJson(LikeJson.Default);
        services.AddSingleton<ChangeLike>().AddSingleton<LikedVideoStore>();
        ExportedLike.AddTo(services);
    }
}
