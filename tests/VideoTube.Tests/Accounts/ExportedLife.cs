using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Accounts;

/// <summary>Rows of somebody in every table that an export reads, with some of another beside them.</summary>
internal static class ExportedLife
{
    public static string CaptionFile(Id video) => $"videos/{video}/captions/de-1.vtt";

    public static Task LiveAsync(TestSite site, Id person, Id other, Id own, Id others)
    {
        var time = site.Get<TimeProvider>();
        return site.Get<Database>().WriteAsync(async session =>
        {
            var of = new
            {
                a = Id.New(time), b = Id.New(time), code = Id.New(time), file = CaptionFile(own), person, other, own, others, now = time.GetUtcNow(),
            };
            string[] statements =
            [
                "INSERT INTO comments (id, video_id, author_id, content, created_at, updated_at) VALUES (@a, @others, @person, 'Said', @now, @now), (@b, @own, @other, 'Of another', @now, @now)",
                "INSERT INTO posts (id, owner_id, content, created_at, updated_at) VALUES (@a, @person, 'Posted', @now, @now), (@b, @other, 'Of another', @now, @now)",
                "INSERT INTO video_likes (id, user_id, video_id, created_at) VALUES (@a, @person, @others, 1728000000000), (@b, @other, @own, 1728000000000)",
                "INSERT INTO comment_likes (comment_id, user_id, created_at) VALUES (@a, @person, @now), (@b, @other, @now)",
                "INSERT INTO post_likes (post_id, user_id, created_at) VALUES (@a, @person, @now), (@b, @other, @now)",
                "INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@a, @person, @other, @now), (@b, @other, @person, @now)",
                "INSERT INTO playlists (id, owner_id, name, created_at, updated_at) VALUES (@a, @person, 'Mix', @now, @now), (@b, @other, 'Of another', @now, @now)",
                "INSERT INTO playlist_videos (playlist_id, video_id, position, duration, created_at) VALUES (@a, @own, 1, 60, @now), (@a, @others, 2, 60, @now), (@b, @own, 1, 60, @now)",
                "INSERT INTO watch_history (user_id, video_id, position, watched_at) VALUES (@person, @others, 12.5, @now), (@other, @own, 3, @now)",
                "INSERT INTO notifications (id, user_id, kind, actor_id, created_at) VALUES (@a, @person, 'subscriber', @other, @now), (@b, @other, 'comment', @person, @now)",
                "INSERT INTO memberships (channel_id, user_id, source, created_at) VALUES (@other, @person, 'hand', @now), (@person, @other, 'code', @now)",
                "INSERT INTO membership_codes (id, channel_id, code_hash, note, uses_left, created_at) VALUES (@a, @person, 'hash-of-a-code-' || @a, 'For friends', 3, @now)",
                "INSERT INTO membership_hooks (channel_id, secret, created_at) VALUES (@person, 'hook-secret', @now)",
                "INSERT INTO reports (id, reporter_id, kind, subject_id, reason, resolution, created_at, updated_at) VALUES (@a, @person, 'video', @others, 'spam', 'Noted by keepers', @now, @now)",
                "INSERT INTO channel_days (channel_id, day, views) VALUES (@person, 19999, 3)",
                "INSERT INTO captions (video_id, language, label, file, created_at, updated_at) VALUES (@own, 'de', 'Deutsch', @file, @now, @now), (@others, 'en', 'Of another', 'x', @now, @now)",
            ];
            foreach (var sql in statements)
                await session.ExecuteAsync(sql, of);
        }, CancellationToken.None);
    }

    /// <summary>Two playlists with all the videos, each video with captions in two languages, and a day for each.</summary>
    public static async Task FillPlaylistsAsync(Session session, TimeProvider time, Id person, IReadOnlyList<Id> videos)
    {
        foreach (var playlist in new[] { Id.New(time), Id.New(time) })
        {
            await session.ExecuteAsync("INSERT INTO playlists (id, owner_id, name, created_at, updated_at) VALUES (@playlist, @person, 'Mix', 0, 0)", new { playlist, person });
            for (var i = 0; i < videos.Count; i++)
                await session.ExecuteAsync("INSERT INTO playlist_videos (playlist_id, video_id, position, duration, created_at) VALUES (@playlist, @video, @i, 1, 0)", new { playlist, video = videos[i], i });
        }

        for (var i = 0; i < videos.Count; i++)
        {
            var of = new { video = videos[i], person, day = 30_000 + i };
            await session.ExecuteAsync("INSERT INTO captions (video_id, language, label, file, created_at, updated_at) VALUES (@video, 'pt-BR', 'x', 'videos/none', 0, 0), (@video, 'de', 'x', 'videos/none', 0, 0)", of);
            await session.ExecuteAsync("INSERT INTO channel_days (channel_id, day) VALUES (@person, @day)", of);
        }
    }
}
