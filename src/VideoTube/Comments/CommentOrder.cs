using System.Reflection;
using VideoTube.Http;

namespace VideoTube.Comments;

internal enum CommentSort { New, Top }

/// <summary>Which comments come first.</summary>
internal sealed record CommentOrder(CommentSort Sort) : IReadsQuery<CommentOrder>
{
    public static IReadOnlyList<QueryParameter> Query { get; } = [QueryParameter.OneOf("sort", "new when left out; top: the most liked first", "new", "top")];

    public static ValueTask<CommentOrder?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<CommentOrder?>(http.Request.Query["sort"].ToString() switch
        {
            "" or "new" => new CommentOrder(CommentSort.New),
            "top" => new CommentOrder(CommentSort.Top),
            _ => throw new RequestRefusedException(HttpErrors.InvalidField("sort", "sort must be new or top")),
        });
}
