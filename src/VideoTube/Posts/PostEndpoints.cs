using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Posts;

internal static class PostEndpoints
{
    public static void MapPosts(this IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/tweets").WithTags("Posts");
        posts.MapGet("", List).WithSummary("The posts of all channels, the newest first");
        posts.MapPost("", Write).WithSummary("Writes a post on one's channel").Gives(201).Refuses(PostErrors.TooMany(1));
        posts.MapGet("/user/{userId}", ListOfChannel).WithSummary("The posts of a channel, the newest first").Refuses(AccountErrors.NotFound);
        posts.MapGet("/{id}", Get).WithSummary("One post").Refuses(PostErrors.NotFound, PostErrors.Gone);
        posts.MapPatch("/{id}", Edit).WithSummary("Changes the words of one's own post").Refuses(PostErrors.NotFound, PostErrors.Gone, PostErrors.NotYours);
        posts.MapDelete("/{id}", Delete).WithSummary("Deletes one's own post").Refuses(PostErrors.NotFound, PostErrors.Gone, PostErrors.NotYours);
    }

    private static async Task<ApiResult<Page<Post>>> List(PageRequest page, Visitor visitor, PostStore posts, CancellationToken ct) =>
        await posts.ListAsync(page, visitor.Id, ct);

    private static async Task<ApiResult<Page<Post>>> ListOfChannel(
        string userId, PageRequest page, Visitor visitor, PostStore posts, CancellationToken ct) =>
        await posts.ListAsync(GivenId.Read(userId, "The user's id"), page, visitor.Id, ct);

    private static async Task<ApiResult<Post>> Write(CurrentUser user, PostWords words, WritePost write, CancellationToken ct)
    {
        var written = await write.RunAsync(user.Id, words.Content, ct);
        return written.Value is { } post ? ApiResult.Created(post, $"/api/v1/tweets/{post.Id}") : written;
    }

    private static async Task<ApiResult<Post>> Get(string id, Visitor visitor, PostStore posts, CancellationToken ct) =>
        await posts.FindAsync(IdOf(id), visitor.Id, ct);

    private static async Task<ApiResult<Post>> Edit(string id, CurrentUser user, PostWords words, PostStore posts, CancellationToken ct)
    {
        var content = WrittenText.Read(words.Content, WritePost.MaxContent);
        return content.Error is { } fault ? fault : await posts.EditAsync(IdOf(id), user.Id, content.Value!, ct);
    }

    private static async Task<ApiResult<Nothing?>> Delete(string id, CurrentUser user, PostStore posts, CancellationToken ct) =>
        await posts.DeleteAsync(IdOf(id), user.Id, ct) is { } error ? error : ApiResult.Done("Post deleted successfully");

    private static Id IdOf(string text) => GivenId.Read(text, "The post's id");
}
