using VideoTube.Data;
using VideoTube.Videos.Replacing;

namespace VideoTube.Videos;

/// <summary>A video with its channel, as every query here reads it.</summary>
internal record VideoRow
{
    private const string Common = """
        v.id, v.title, v.description, v.tags, v.visibility, v.published, v.withheld, v.status, v.playable, v.progress,
        v.original, v.original_type, v.poster, v.storyboard, v.downloadable, v.duration, v.width, v.height, v.views, v.likes, v.comments, v.created_at, v.updated_at,
        EXISTS (SELECT 1 FROM renditions r WHERE r.video_id = v.id) AS has_renditions,
        u.id AS owner_id, u.username, u.fullname, u.avatar, u.subscribers
        """;

    private const string ForVisitors = $"{Common}, v.visibility <> 'members' AS unlocked, NULL AS failure";

    private const string OfPeople = $"""
        {Common}, {VideoSight.Unlocked} AS unlocked,
        EXISTS (SELECT 1 FROM video_likes l WHERE l.user_id = @Viewer AND l.video_id = v.id) AS is_liked,
        EXISTS (SELECT 1 FROM subscriptions s WHERE s.subscriber_id = @Viewer AND s.channel_id = v.owner_id) AS is_subscribed,
        (SELECT h.position FROM watch_history h WHERE h.user_id = @Viewer AND h.video_id = v.id) AS position
        """;

    private const string ForPeople = $"{OfPeople}, CASE WHEN v.owner_id = @Viewer THEN v.failure END AS failure";

    /// <summary>As <see cref="Columns"/> for somebody signed in, with why processing failed, whoever's it is.</summary>
    public const string ForModerators = $"{OfPeople}, v.failure";

    /// <summary>For <c>videos v JOIN users u</c>; with somebody signed in, <c>@Viewer</c> and <c>@Now</c> are needed.</summary>
    public static string Columns(bool signedIn) => signedIn ? ForPeople : ForVisitors;

    public Id Id { get; init; }
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public string Tags { get; init; } = "";
    public string Visibility { get; init; } = "";
    public bool Published { get; init; }
    public bool Withheld { get; init; }
    public string Status { get; init; } = "";
    public bool Playable { get; init; }

    /// <summary>Read for the owner and those who moderate.</summary>
    public string? Failure { get; init; }
    public int Progress { get; init; }
    public string? Original { get; init; }
    public string? OriginalType { get; init; }
    public string? Poster { get; init; }
    public string? Storyboard { get; init; }
    public bool Downloadable { get; init; }
    public double Duration { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public long Views { get; init; }
    public long Likes { get; init; }
    public long Comments { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public bool HasRenditions { get; init; }
    public Id OwnerId { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";
    public string? Avatar { get; init; }
    public long Subscribers { get; init; }
    public bool Unlocked { get; init; }
    public bool IsLiked { get; init; }
    public bool IsSubscribed { get; init; }
    public double? Position { get; init; }

    /// <summary>Trend; only in the list sorted by it.</summary>
    public double Rank { get; init; }

    /// <summary>Only in lists of what was watched.</summary>
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>Place in a playlist; only there.</summary>
    public long Place { get; init; }

    /// <summary>Only of a single video.</summary>
    public bool HasDash { get; init; }

    /// <summary>JSON; only of a single video.</summary>
    public string Chapters { get; init; } = "[]";

    /// <summary>Of a file that is to take its place; only of a single video, for its owner.</summary>
    public string? ReplacementKind { get; init; }
    public string ReplacementStatus { get; init; } = "";
    public int ReplacementProgress { get; init; }
    public string? ReplacementFailure { get; init; }
    public double? TrimStart { get; init; }
    public double? TrimEnd { get; init; }

    /// <summary>Of the row, which search knows videos by; read by search alone.</summary>
    public long Number { get; init; }

    public Video ToVideo(IReadOnlyList<VideoRendition>? renditions = null) => new()
    {
        Id = Id,
        Title = Title,
        Description = Description,
        Tags = VideoTags.Split(Tags),
        Owner = new VideoOwner
        {
            Id = OwnerId,
            Username = Username,
            Fullname = Fullname,
            Avatar = AddressOf(Avatar),
            SubscribersCount = Subscribers,
            IsSubscribed = IsSubscribed,
        },
        Status = Status,
        Playable = Playable,
        Progress = Progress,
        Failure = Failure,
        Visibility = Visibility,
        IsPublished = Published,
        IsWithheld = Withheld,
        Duration = Duration,
        Width = Width,
        Height = Height,
        Views = Views,
        LikesCount = Likes,
        CommentsCount = Comments,
        IsLiked = IsLiked,
        IsLocked = !Unlocked,
        Position = Position,
        WatchedAt = WatchedAt,
        Thumbnail = AddressOf(Poster),
        Storyboard = Unlocked ? AddressOf(Storyboard) : null,
        VideoFile = OriginalType is null || !Unlocked ? null : AddressOf(Original),
        VideoType = Unlocked ? OriginalType : null,
        Hls = HasRenditions && Unlocked ? VideoKeys.HlsAddress(Id) : null,
        Dash = HasDash && Unlocked ? $"/media/videos/{Id}/manifest.mpd" : null,
        Downloadable = Downloadable,
        Renditions = Unlocked ? renditions : null,
        Replacement = ReplacementKind is null ? null : new Replacement
        {
            Kind = ReplacementKind, Status = ReplacementStatus, Progress = ReplacementProgress, Failure = ReplacementFailure,
            Start = TrimStart, End = TrimEnd,
        },
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    private static string? AddressOf(string? key) => key is null ? null : $"/media/{key}";
}
