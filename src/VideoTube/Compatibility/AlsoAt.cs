namespace VideoTube.Compatibility;

/// <summary>Addresses that front-ends of the original backend use, led to ours inside the server: no second request.</summary>
internal static class AlsoAt
{
    private const string Api = "/api/v1/";

    /// <summary>What stands first after /api/v1, in either number.</summary>
    private static readonly Dictionary<string, string> Rooms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["user"] = "users", ["video"] = "videos", ["comment"] = "comments", ["like"] = "likes", ["subscription"] = "subscriptions",
        ["playlists"] = "playlist", ["tweet"] = "tweets", ["healthchecks"] = "healthcheck", ["notification"] = "notifications",
    };

    public static string Lead(string path)
    {
        if (!path.StartsWith(Api, StringComparison.OrdinalIgnoreCase))
            return path;
        var parts = path[Api.Length..].Split('/');
        if (Rooms.TryGetValue(parts[0], out var room))
            parts[0] = room;
        return Api + string.Join('/', Known(parts));
    }

    private static string[] Known(string[] parts) => parts switch
    {
        ["videos", "v", var id] => ["videos", id],
        ["users", "watch-history"] => ["users", "history"],
        ["subscriptions", "c", var channel, "subscribers"] => ["subscriptions", "c", channel],
        ["subscriptions", "u", var person, "channels"] => ["subscriptions", "u", person],
        ["tweets", "t", var id] => ["tweets", id],
        _ => parts,
    };
}
