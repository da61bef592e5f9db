using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Videos;

/// <summary>A video as it stands in the database after its processing, without files.</summary>
internal sealed record Listed(string Title)
{
    public string Description { get; init; } = "";
    public string[] Tags { get; init; } = [];
    public string Visibility { get; init; } = "public";
    public bool Published { get; init; } = true;
    public bool Playable { get; init; } = true;
    public string Status { get; init; } = "ready";
    public double Duration { get; init; } = 60;
    public long Views { get; init; }
}

internal static class Catalogue
{
    public static async Task<Id> AddAsync(this TestSite site, Member owner, Listed video) =>
        (await site.AddAsync(owner, [video]))[0];

    public static async Task<List<Id>> AddAsync(this TestSite site, Member owner, IReadOnlyList<Listed> videos)
    {
        var time = site.Get<TimeProvider>();
        var ids = videos.Select(_ => Id.New(time)).ToList();
        await site.Get<Database>().WriteAsync(async session =>
        {
            for (var i = 0; i < videos.Count; i++)
            {
                var video = videos[i];
                // Times repeat, so that order has to fall back on ids.
                var now = time.GetUtcNow().AddSeconds(i / 3);
                await session.ExecuteAsync("""
                    INSERT INTO videos (id, owner_id, title, description, tags, visibility, published, status, playable, node,
                                        duration, views, created_at, updated_at)
                    VALUES (@id, @owner, @Title, @Description, @tags, @Visibility, @Published, @Status, @Playable, '',
                            @Duration, @Views, @now, @now)
                    """, new
                {
                    id = ids[i], owner = owner.Id, video.Title, video.Description, tags = string.Join(' ', video.Tags), video.Visibility,
                    video.Published, video.Status, video.Playable, video.Duration, video.Views, now,
                });
                foreach (var tag in video.Tags)
                    await session.ExecuteAsync("INSERT INTO video_tags (tag, created_at, video_id) VALUES (@tag, @now, @id)", new { tag, now, id = ids[i] });
            }
        }, CancellationToken.None);
        return ids;
    }
}
