using VideoTube.Http;

namespace VideoTube.Comments;

internal static class CommentErrors
{
    public static readonly ApiError NotFound = new(404, "comment.not_found", "Comment not found");
    public static readonly ApiError NotYours = new(403, "comment.not_yours", "You do not have permission to access this resource");
    public static readonly ApiError ParentNotFound = new(404, "comment.parent_not_found", "The comment you answer is not there any more");
    public static readonly ApiError ParentElsewhere = HttpErrors.InvalidField("parent", "The comment you answer belongs to another video");
    public static readonly ApiError Sort = HttpErrors.InvalidField("sort", "sort must be new or top");

    public static ApiError TooMany(int seconds) =>
        new(429, "comment.too_many", "You have written many comments in a short time. Please wait and try again.") { RetryAfter = seconds };
}
