using VideoTube.Http;

namespace VideoTube.Posts;

internal static class PostServices
{
    public static void AddPosts(this IServiceCollection services)
    {
        services.AddJson(PostJson.Default);
        services.AddSingleton<PostStore>().AddSingleton<WritePost>();
        ExportedPost.AddTo(services);
    }
}
