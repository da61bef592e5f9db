namespace VideoTube.Moderation;

/// <summary>What can be reported; all but a channel can be taken down.</summary>
internal static class SubjectKind
{
    public const string Video = "video", Comment = "comment", Post = "post", Channel = "channel";

    /// <summary>The table that holds what can be taken down; null for any other word.</summary>
    public static string? TableOf(string kind) => kind switch
    {
        Video => "videos",
        Comment => "comments",
        Post => "posts",
        _ => null,
    };
}
