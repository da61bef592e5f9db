using VideoTube.Data;
using VideoTube.Search;

namespace VideoTube.Bench;

/// <summary>Fills an embedded database with channels and listed videos, as if people had uploaded them.</summary>
internal static class Seed
{
    private const int Channels = 1000, Batch = 1000;

    private static readonly string[] Words =
        ["river", "mountain", "garden", "piano", "engine", "bread", "winter", "market", "harbour", "violin", "forest", "lesson", "train", "kitchen", "robot", "island", "letter", "summer", "dance", "clock"];

    public static async Task<int> RunAsync(string dataFolder, int count)
    {
        ColumnTypes.Register();
        await using var dialect = DatabaseAddress.Embedded.Open(dataFolder);
        var database = new Database(dialect);
        await new Migrator(database, TimeProvider.System).RunAsync(CancellationToken.None);
        var chance = new Random(1);
        var start = TimeProvider.System.GetUtcNow().AddDays(-365);

        var owners = Enumerable.Range(0, Channels).Select(_ => Id.New(TimeProvider.System)).ToArray();
        await database.WriteAsync(async session =>
        {
            for (var i = 0; i < Channels; i++)
                await session.ExecuteAsync("""
                    INSERT INTO users (id, username, email, fullname, password_hash, created_at, updated_at)
                    VALUES (@id, @name, @mail, @full, '', @start, @start)
                    """, new { id = owners[i], name = $"channel{i}", mail = $"channel{i}@example.org", full = $"Channel {i}", start });
        }, CancellationToken.None);

        for (var done = 0; done < count; done += Batch)
        {
            var first = done;
            await database.WriteAsync(async session =>
            {
                for (var i = first; i < Math.Min(first + Batch, count); i++)
                {
                    var id = Id.New(TimeProvider.System);
                    await session.ExecuteAsync("""
                        INSERT INTO videos (id, owner_id, title, description, tags, published, status, playable, progress, node,
                                            original, original_type, poster, duration, width, height, size, views, created_at, updated_at)
                        VALUES (@id, @owner, @title, @text, '', TRUE, 'ready', TRUE, 100, 'seed',
                                @original, 'video/mp4', @poster, @duration, 1920, 1080, 1000000, @views, @at, @at)
                        """, new
                    {
                        id, owner = owners[chance.Next(Channels)], title = $"{Some(chance, 4)} {i}", text = Some(chance, 30),
                        original = $"videos/{id}/original.mp4", poster = $"videos/{id}/poster.jpg",
                        duration = (double)chance.Next(5, 7200), views = (long)chance.Next(1_000_000), at = start.AddSeconds(i * 300L),
                    });
                }
            }, CancellationToken.None);
        }

        using (var index = new SearchIndex(database, new PostingStore(database)))
            await index.TakeAllAsync(CancellationToken.None);
        Console.WriteLine($"{count} videos of {Channels} channels");
        return 0;
    }

    private static string Some(Random chance, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => Words[chance.Next(Words.Length)]));
}
