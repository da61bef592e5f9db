using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Videos;

public sealed class VideoPreconditionTests
{
    [Theory, OnBothEngines]
    public async Task Code_412_a_change_that_names_what_was_read_is_made_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("As before"));
        var seen = (await owner.Client.GetAsync($"videos/{id}")).Header("ETag")!;

        var first = await owner.Client.PatchAsync($"videos/{id}", new { title = "First" }, ("If-Match", seen));
        var second = await owner.Client.PatchAsync($"videos/{id}", new { title = "Second" }, ("If-Match", seen));
        var deletion = await owner.Client.DeleteAsync($"videos/{id}", null, ("If-Match", seen));

        Assert.Equal((200, 412, 412), (first.Status, second.Status, deletion.Status));
        Assert.Equal("precondition.failed", second.Code);
        Assert.Equal("First", (string?)(await owner.Client.GetAsync($"videos/{id}")).Data["title"]);
        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/{id}", new { title = "Third" }, ("If-Match", "\"other\", *"))).Status);
        Assert.Equal(200, (await owner.Client.DeleteAsync($"videos/{id}", null, ("If-Match", "*"))).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_change_since_a_time_stops_the_next(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("As before"));
        await site.Get<Database>().ExecuteAsync("UPDATE videos SET updated_at = updated_at - 60000 WHERE id = @id", new { id }, CancellationToken.None);
        var seen = (await owner.Client.GetAsync($"videos/{id}")).Header("Last-Modified")!;

        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/{id}", new { title = "First" }, ("If-Unmodified-Since", seen))).Status);
        Assert.Equal(412, (await owner.Client.PatchAsync($"videos/{id}", new { title = "Second" }, ("If-Unmodified-Since", seen))).Status);
        Assert.Equal(412, (await owner.Client.DeleteAsync($"videos/{id}", null, ("If-Unmodified-Since", seen))).Status);
        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/{id}", new { title = "Third" }, ("If-Unmodified-Since", "yesterday"))).Status);
        Assert.Equal(403, (await other.Client.PatchAsync($"videos/{id}", new { title = "Mine" }, ("If-Unmodified-Since", seen))).Status);
        Assert.Equal("Third", (string?)(await owner.Client.GetAsync($"videos/{id}")).Data["title"]);
    }
}
