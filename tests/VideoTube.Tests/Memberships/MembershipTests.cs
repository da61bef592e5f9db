using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Memberships;

public sealed class MembershipTests
{
    private const string Nothing = "000000000000000000000000";

    [Theory, OnBothEngines]
    public async Task Members_see_what_others_must_be_members_for(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var keeper = await site.SignUpAsync();
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var upload = await owner.Client.UploadAsync(await Clips.Silent(1, "160x120"));
        var (path, file) = ($"videos/{upload.Data["_id"]}", (string)upload.Data["videoFile"]!);
        using var picture = Uploading.Form(("thumbnail", await File.ReadAllBytesAsync(await Clips.Make("small.png", "-f lavfi -i color=blue:size=64x36 -frames:v 1")), "t.png"));
        var poster = (string)(await owner.Client.SendAsync(HttpMethod.Patch, path, picture)).Data["thumbnail"]!;
        Assert.Equal(200, (await owner.Client.PatchAsync(path, new { visibility = "members" })).Status);

        foreach (var client in new[] { visitor, person.Client })
        {
            var locked = await client.GetAsync(path);
            Assert.Equal((402, "video.members_only", "membership"), (locked.Status, locked.Code, (string?)locked.Json["errors"]![0]!["field"]));
            Assert.Equal(402, (await client.GetAsync(file)).Status);
            Assert.Equal(200, (await client.GetAsync(poster)).Status);
            var card = (await client.GetAsync($"videos?userId={owner.Id}")).Data["docs"]![0]!;
            Assert.Equal((true, null), ((bool)card["isLocked"]!, (string?)card["videoFile"]));
        }

        Assert.Equal(200, (await owner.Client.PutAsync($"memberships/members/{person.Id}", new { days = 30 })).Status);
        Assert.Equal(200, (await person.Client.GetAsync(path)).Status);
        Assert.Equal(200, (await person.Client.GetAsync(file)).Status);
        Assert.Equal(402, (await visitor.GetAsync(file)).Status);
        Assert.Equal(200, (await owner.Client.DeleteAsync($"memberships/members/{person.Id}")).Status);
        Assert.Equal(402, (await person.Client.GetAsync(file)).Status);

        await owner.Client.PatchAsync(path, new { isPublished = false });
        Assert.Equal((404, 404), ((await visitor.GetAsync(file)).Status, (await visitor.GetAsync(poster)).Status));
    }

    [Theory, OnBothEngines]
    public async Task A_channel_grants_lists_and_revokes(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ACCESS_TOKEN_EXPIRY"] = "9d" }, clock.Use);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var path = $"memberships/members/{person.Id}";
        var video = await site.AddAsync(owner, new Listed("Members") { Visibility = "members" });

        Assert.Equal((401, 401, 401), ((await visitor.PutAsync(path)).Status, (await visitor.DeleteAsync(path)).Status, (await visitor.GetAsync("memberships/members")).Status));
        Assert.Equal(401, (await visitor.GetAsync("memberships")).Status);
        Assert.Equal(400, (await owner.Client.PutAsync("memberships/members/nonsense")).Status);
        Assert.Equal(404, (await owner.Client.PutAsync($"memberships/members/{Nothing}")).Status);
        Assert.Equal((400, "membership.yourself"), (await owner.Client.PutAsync($"memberships/members/{owner.Id}")) is var self ? (self.Status, self.Code) : default);
        Assert.Equal(422, (await owner.Client.PutAsync(path, new { days = 0 })).Status);
        Assert.Equal((404, 404), ((await owner.Client.DeleteAsync(path)).Status, (await owner.Client.DeleteAsync($"memberships/members/{Nothing}")).Status));

        var granted = await owner.Client.PutAsync(path, new { days = 2 });
        Assert.Equal((200, "hand", true), (granted.Status, (string?)granted.Data["source"], (bool)granted.Data["isActive"]!));
        Assert.Equal(person.Username, (string?)(await owner.Client.GetAsync("memberships/members")).Data["docs"]![0]!["user"]!["username"]);
        var mine = await person.Client.GetAsync("memberships");
        Assert.Equal((owner.Username, 1), ((string?)mine.Data["docs"]![0]!["channel"]!["username"], (int)mine.Data["totalDocs"]!));

        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await person.Client.GetAsync($"videos/{video}")).Status);
        clock.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal(200, (await person.Client.GetAsync($"videos/{video}")).Status);
        clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(402, (await person.Client.GetAsync($"videos/{video}")).Status);
        Assert.False((bool)(await person.Client.GetAsync("memberships")).Data["docs"]![0]!["isActive"]!);
    }

    [Theory, OnBothEngines]
    public async Task A_member_may_leave(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var untilRevoked = await owner.Client.PutAsync($"memberships/members/{person.Id}");
        Assert.Null((string?)untilRevoked.Data["expiresAt"]);

        Assert.Equal(401, (await visitor.DeleteAsync($"memberships/c/{owner.Id}")).Status);
        Assert.Equal(400, (await person.Client.DeleteAsync("memberships/c/nonsense")).Status);
        Assert.Equal(200, (await person.Client.DeleteAsync($"memberships/c/{owner.Id}")).Status);
        Assert.Equal(404, (await person.Client.DeleteAsync($"memberships/c/{owner.Id}")).Status);
        Assert.Equal(0, (int)(await owner.Client.GetAsync("memberships/members")).Data["totalDocs"]!);
    }

    [Theory, OnBothEngines]
    public async Task Members_are_paged_newest_first(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var people = new List<Member>();
        for (var i = 0; i < 3; i++)
        {
            people.Add(await site.SignUpAsync());
            await owner.Client.PutAsync($"memberships/members/{people[i].Id}");
        }

        var first = await owner.Client.GetAsync("memberships/members?limit=2");
        var rest = await owner.Client.GetAsync($"memberships/members?limit=2&cursor={(string)first.Data["nextCursor"]!}");

        Assert.Equal(3, (int)first.Data["totalDocs"]!);
        Assert.Equal(
            people.Select(person => person.Username).Reverse(),
            first.Data["docs"]!.AsArray().Concat(rest.Data["docs"]!.AsArray()).Select(member => (string)member!["user"]!["username"]!));
        Assert.Equal(422, (await owner.Client.GetAsync("memberships/members?cursor=AAAA")).Status);
        people.ForEach(person => person.Dispose());
    }
}
