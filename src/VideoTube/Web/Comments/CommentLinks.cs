using VideoTube.Data;

namespace VideoTube.Web.Comments;

/// <summary>Addresses of what stands under a video.</summary>
internal static class CommentLinks
{
    public static string All(string video) => $"/watch/{video}#comments";

    public static string Sorted(Id video, bool top) => top ? $"/watch/{video}?sort=top#comments" : $"/watch/{video}#comments";

    /// <summary>With this comment first and its answers open; of an answer, the thread it hangs in.</summary>
    public static string Thread(string video, Id comment) => $"/watch/{video}?thread={comment}#comments";
}
