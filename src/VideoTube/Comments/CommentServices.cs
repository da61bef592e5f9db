using VideoTube.Http;

namespace VideoTube.Comments;

internal static class CommentServices
{
    public static void AddComments(this IServiceCollection services)
    {
        services.AddJson(CommentJson.Default);
        services.AddSingleton<CommentStore>().AddSingleton<WriteComment>().AddSingleton<ChangeComment>();
        ExportedComment.AddTo(services);
    }
}
