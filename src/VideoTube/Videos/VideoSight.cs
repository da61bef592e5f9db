namespace VideoTube.Videos;

/// <summary>
/// Conditions on video <c>v</c> for the person <c>@Viewer</c> (empty for visitors) at the time <c>@Now</c>: who sees
/// what stands here, once, for every store.
/// </summary>
internal static class VideoSight
{
    /// <summary>It is there for everyone: its address shows it, perhaps behind a lock.</summary>
    public const string Shown =
        "(v.published = TRUE AND v.withheld = FALSE AND v.visibility <> 'private' AND v.status <> 'uploading')";

    /// <summary>It is there for them.</summary>
    public const string Visible = $"(v.owner_id = @Viewer OR {Shown})";

    /// <summary>What somebody who moderates opens by its address, locked or withheld or not.</summary>
    public const string VisibleToModerators = """
        (v.owner_id = @Viewer OR v.status <> 'uploading' AND NOT EXISTS (SELECT 1 FROM closed_accounts k WHERE k.user_id = v.owner_id))
        """;

    /// <summary>Of what is visible, they may watch and discuss it: all of it but members-only videos of others.</summary>
    public const string Unlocked = """
        (v.visibility <> 'members' OR v.owner_id = @Viewer
         OR EXISTS (SELECT 1 FROM memberships m WHERE m.channel_id = v.owner_id AND m.user_id = @Viewer
                    AND (m.expires_at IS NULL OR m.expires_at > @Now)))
        """;

    public const string Watchable = $"({Visible} AND {Unlocked})";

    /// <summary>Others see it among its channel's videos; members-only ones too, with a lock.</summary>
    public const string OnItsChannel =
        "v.published = TRUE AND v.playable = TRUE AND v.withheld = FALSE AND v.visibility IN ('public', 'members')";
}
