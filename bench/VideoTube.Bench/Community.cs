using VideoTube.Accounts.Passwords;
using VideoTube.Data;

namespace VideoTube.Bench;

/// <summary>
/// Fills a seeded database with people and what they do: comments (one video has a tenth of them, one comment 50,000
/// replies), likes, subscriptions, posts; and <c>bencher</c>, who follows every channel and has watched and liked much.
/// </summary>
internal static class Community
{
    public const string Name = "bencher", Password = "a long enough secret";
    private const int People = 2000, Batch = 5000, Mine = 10_000, LongPlaylist = 5000;

    public static async Task<int> RunAsync(string dataFolder, int comments)
    {
        ColumnTypes.Register();
        await using var dialect = DatabaseAddress.Embedded.Open(dataFolder);
        var database = new Database(dialect);
        var time = TimeProvider.System;
        var (chance, start) = (new Random(2), time.GetUtcNow().AddDays(-100));
        IReadOnlyList<string> videos, channels;
        await using (var read = await database.ReadAsync(CancellationToken.None))
        {
            videos = await read.ListAsync<string>("SELECT id FROM videos ORDER BY id");
            channels = await read.ListAsync<string>("SELECT DISTINCT owner_id FROM videos ORDER BY owner_id");
        }

        var people = Enumerable.Range(0, People).Select(_ => Id.New(time).ToString()).ToArray();
        var bencher = people[0];
        var hash = await new PasswordHasher().HashAsync(Password, CancellationToken.None);
        await EachAsync(database, People, (session, i) => session.ExecuteAsync("""
            INSERT INTO users (id, username, email, fullname, password_hash, created_at, updated_at)
            VALUES (@id, @name, @mail, @name, @hash, @start, @start)
            """, new { id = people[i], name = i == 0 ? Name : $"person{i}", mail = $"person{i}@example.org", hash = i == 0 ? hash : "", start }));

        var parent = Id.New(time).ToString();
        await EachAsync(database, comments, (session, i) => session.ExecuteAsync("""
            INSERT INTO comments (id, video_id, author_id, parent_id, content, created_at, updated_at)
            VALUES (@id, @video, @author, @parent, @content, @at, @at)
            """, new
        {
            id = i == 0 ? parent : Id.New(time).ToString(),
            video = i % 10 == 0 || i < comments / 20 ? videos[0] : videos[chance.Next(videos.Count)],
            author = people[chance.Next(People)],
            parent = i > 0 && i < comments / 20 ? parent : null,
            content = $"comment number {i}",
            at = start.AddSeconds(i),
        }));
        Console.WriteLine($"{comments} comments");

        await EachAsync(database, channels.Count, (session, i) => SubscribeAsync(session, bencher, channels[i], time, start));
        await EachAsync(database, People * 20, async (session, i) =>
        {
            await SubscribeAsync(session, people[i % People], channels[chance.Next(i % 5 == 0 ? 3 : channels.Count)], time, start);
            await LikeAsync(session, people[i % People], videos[chance.Next(i % 5 == 0 ? 3 : videos.Count)], time, start);
        });
        var playlist = Id.New(time).ToString();
        await database.ExecuteAsync("""
            INSERT INTO playlists (id, owner_id, name, created_at, updated_at) VALUES (@playlist, @bencher, 'Everything', @start, @start)
            """, new { playlist, bencher, start }, CancellationToken.None);
        await EachAsync(database, Math.Min(Mine, videos.Count), async (session, i) =>
        {
            var video = videos[i * (videos.Count / Math.Min(Mine, videos.Count))];
            await LikeAsync(session, bencher, video, time, start);
            await session.ExecuteAsync("INSERT INTO watch_history (user_id, video_id, position, watched_at) VALUES (@bencher, @video, 10, @at)",
                new { bencher, video, at = start.AddSeconds(i) });
            await session.ExecuteAsync("INSERT INTO posts (id, owner_id, content, created_at, updated_at) VALUES (@id, @owner, @content, @at, @at)",
                new { id = Id.New(time), owner = i % 2 == 0 ? bencher : channels[i % channels.Count], content = $"post {i}", at = start.AddSeconds(i) });
            await session.ExecuteAsync("INSERT INTO notifications (id, user_id, kind, actor_id, video_id, created_at) VALUES (@id, @bencher, 'video', @actor, @video, @at)",
                new { id = Id.New(time), bencher, actor = channels[i % channels.Count], video, at = start.AddSeconds(i) });
            if (i < LongPlaylist)
                await session.ExecuteAsync("INSERT INTO playlist_videos (playlist_id, video_id, position, duration, created_at) VALUES (@playlist, @video, @i, 60, @at)",
                    new { playlist, video, i, at = start.AddSeconds(i) });
        });
        Console.WriteLine($"{People} people; {Name} follows {channels.Count} channels");
        return 0;
    }

    private static Task SubscribeAsync(Session session, string person, string channel, TimeProvider time, DateTimeOffset at) => session.ExecuteAsync(
        "INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@id, @person, @channel, @at) ON CONFLICT DO NOTHING",
        new { id = Id.New(time), person, channel, at });

    private static Task LikeAsync(Session session, string person, string video, TimeProvider time, DateTimeOffset at) => session.ExecuteAsync(
        "INSERT INTO video_likes (id, user_id, video_id, created_at) VALUES (@id, @person, @video, @at) ON CONFLICT DO NOTHING",
        new { id = Id.New(time), person, video, at });

    /// <summary>Writes rows in transactions of some thousands.</summary>
    private static async Task EachAsync(Database database, int count, Func<Session, int, Task> write)
    {
        for (var done = 0; done < count; done += Batch)
        {
            var first = done;
            await database.WriteAsync(async session =>
            {
                for (var i = first; i < Math.Min(first + Batch, count); i++)
                    await write(session, i);
            }, CancellationToken.None);
        }
    }
}
