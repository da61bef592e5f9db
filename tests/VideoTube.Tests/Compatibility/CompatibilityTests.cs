using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Compatibility;

/// <summary>COMPATIBILITY=videotube: what front-ends of the original backend send and read.</summary>
public sealed class CompatibilityTests
{
    private static readonly Dictionary<string, string> On = new() { ["COMPATIBILITY"] = "videotube", ["ENCODERS"] = "0" };

    [Theory, OnBothEngines]
    public async Task Videos_bring_ownerDetails_beside_owner_and_liked_beside_isLiked(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(On));
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Shown"));

        var video = (await owner.Client.GetAsync($"videos/{id}")).Data;

        Assert.True(JsonNode.DeepEquals(video["owner"], video["ownerDetails"]));
        Assert.Equal((string?)video["owner"]!["fullname"], (string?)video["ownerDetails"]!["fullName"]);
        Assert.Equal((bool?)video["isLiked"], (bool?)video["liked"]);
        Assert.Equal((bool?)video["owner"]!["isSubscribed"], (bool?)video["owner"]!["subscribed"]);
        Assert.NotNull((await owner.Client.GetAsync("videos")).Data["docs"]![0]!["ownerDetails"]);
    }

    [Theory, OnBothEngines]
    public async Task Signing_in_brings_loggedInUser_beside_user(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(On));
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        var login = await client.PostAsync("users/login", new { username = person.Username, password = person.Password });

        Assert.True(JsonNode.DeepEquals(login.Data["user"], login.Data["loggedInUser"]));
        Assert.Equal($"The {person.Username}", (string?)login.Data["user"]!["fullName"]);
    }

    [Theory, OnBothEngines]
    public async Task The_original_addresses_lead_to_ours(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(On));
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Shown"));

        Assert.Equal($"{id}", (string?)(await owner.Client.GetAsync($"videos/v/{id}")).Data["_id"]);
        Assert.Equal($"{id}", (string?)(await owner.Client.GetAsync($"video/{id}")).Data["_id"]);
        Assert.Equal(200, (await owner.Client.GetAsync("user/current-user")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_page_that_is_none_is_the_first_one(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(On));
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, new Listed("Shown"));

        var page = (await owner.Client.GetAsync("videos?page=undefined&limit=NaN&sortBy=title")).Data;

        Assert.Equal((1, 10), ((int)page["page"]!, (int)page["limit"]!));
        Assert.Single(page["docs"]!.AsArray());
        Assert.Equal(422, (await owner.Client.GetAsync("videos?page=undefined&sortBy=nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Without_the_setting_none_of_it_is_there(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Shown"));

        var video = (await owner.Client.GetAsync($"videos/{id}")).Data;

        Assert.Null(video["ownerDetails"]);
        Assert.Null(video["liked"]);
        Assert.Equal(404, (await owner.Client.GetAsync($"videos/v/{id}")).Status);
        Assert.Equal(404, (await owner.Client.GetAsync($"video/{id}")).Status);
    }

    [Theory, OnBothEngines]
    public async Task A_JSON_body_on_a_route_that_takes_none_is_no_fault(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Shown"));

        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/toggle/publish/{id}", new { videoId = id.ToString() })).Status);
        Assert.Equal(200, (await owner.Client.PostAsync("users/logout", new { })).Status);
    }

    [Fact]
    public async Task The_text_undefined_for_a_file_means_that_there_is_none()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        var name = Person.NewName();
        using var form = Uploading.Form(
            ("fullname", Encoding.UTF8.GetBytes(name), null), ("username", Encoding.UTF8.GetBytes(name), null),
            ("email", Encoding.UTF8.GetBytes($"{name}@example.org"), null), ("password", Encoding.UTF8.GetBytes($"secret-{name}"), null),
            ("avatar", "undefined"u8.ToArray(), null), ("coverImage", "null"u8.ToArray(), null));

        var registered = await client.SendAsync(HttpMethod.Post, "users/register", form);

        Assert.Equal(201, registered.Status);
        Assert.Null((string?)registered.Data["avatar"]);
    }

    [Fact]
    public async Task Nor_is_it_for_the_thumbnail_of_a_video()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"), TestContext.Current.CancellationToken);
        using var upload = Uploading.Form(("title", "Sent"u8.ToArray(), null), ("videoFile", clip, "a.mp4"), ("thumbnail", "undefined"u8.ToArray(), null));
        using var edit = Uploading.Form(("title", "Changed"u8.ToArray(), null), ("thumbnail", "undefined"u8.ToArray(), null));

        var sent = await owner.Client.SendAsync(HttpMethod.Post, "videos", upload);
        var changed = await owner.Client.SendAsync(HttpMethod.Patch, $"videos/{sent.Data["_id"]}", edit);

        Assert.True(sent.Status == 201, sent.Text);
        Assert.True(changed.Status == 200, changed.Text);
        Assert.Equal(("Changed", null), ((string?)changed.Data["title"], (string?)changed.Data["thumbnail"]));
        Assert.Empty(site.TemporaryFiles());
    }

    [Fact]
    public async Task An_account_is_updated_together_with_its_pictures()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new(On));
        using var member = await site.SignUpAsync();
        var picture = await File.ReadAllBytesAsync(await Clips.Make("small.png", "-f lavfi -i color=blue:size=64x36 -frames:v 1"), TestContext.Current.CancellationToken);
        using var both = Uploading.Form(("fullName", "New Name"u8.ToArray(), null), ("avatar", picture, "a.png"), ("coverImage", picture, "c.png"));
        using var names = Uploading.Form(("fullName", "Newer Name"u8.ToArray(), null), ("avatar", "undefined"u8.ToArray(), null));
        using var none = Uploading.Form(("avatar", "undefined"u8.ToArray(), null));
        using var broken = Uploading.Form(("avatar", "no picture"u8.ToArray(), "a.png"));

        var changed = await member.Client.SendAsync(HttpMethod.Patch, "users/update-account", both);

        Assert.Equal(200, changed.Status);
        Assert.Equal("New Name", (string?)changed.Data["fullname"]);
        Assert.Equal(200, (await member.Client.GetAsync((string)changed.Data["avatar"]!)).Status);
        Assert.NotNull((string?)changed.Data["coverImage"]);
        Assert.Equal("Newer Name", (string?)(await member.Client.SendAsync(HttpMethod.Patch, "users/update-account", names)).Data["fullname"]);
        Assert.Equal(400, (await member.Client.SendAsync(HttpMethod.Patch, "users/update-account", none)).Status);
        // Not through the client that holds answers against the document: there it is a route without pictures.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await member.Client.Http.PatchAsync("/api/v1/users/update-account", broken, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(200, (await member.Client.PatchAsync("users/update-account", new { fullname = "As JSON" })).Status);
    }

    [Theory, OnBothEngines]
    public async Task What_is_refused_of_an_account_and_its_pictures_leaves_all_of_it_as_it_was(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(On));
        using var other = await site.SignUpAsync();
        using var member = await site.SignUpAsync();
        var picture = await File.ReadAllBytesAsync(await Clips.Make("small.png", "-f lavfi -i color=blue:size=64x36 -frames:v 1"), TestContext.Current.CancellationToken);
        using var broken = Uploading.Form(("fullName", "New Name"u8.ToArray(), null), ("avatar", picture, "a.png"), ("coverImage", "no picture"u8.ToArray(), "c.png"));
        using var taken = Uploading.Form(("username", Encoding.UTF8.GetBytes(other.Username), null), ("avatar", picture, "a.png"));

        // Not through the client that holds answers against the document: there it is a route without pictures.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await member.Client.Http.PatchAsync("/api/v1/users/update-account", broken, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(409, (await member.Client.SendAsync(HttpMethod.Patch, "users/update-account", taken)).Status);

        var user = (await member.Client.GetAsync("users/current-user")).Data;
        Assert.Equal(($"The {member.Username}", member.Username, null), ((string?)user["fullname"], (string?)user["username"], (string?)user["avatar"]));
        Assert.Empty(Directory.EnumerateFiles(site.DataFolder, "avatar-*", SearchOption.AllDirectories));
    }

    [Theory, OnBothEngines]
    public async Task An_email_address_changes_without_a_password_but_not_with_a_wrong_one(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new(On));
        using var member = await site.SignUpAsync();
        var name = $"new-{member.Username}";
        using var form = Uploading.Form(("fullName", "As a form"u8.ToArray(), null), ("email", Encoding.UTF8.GetBytes($"{name}@example.org"), null));

        var json = await member.Client.PatchAsync("users/update-account", new { fullName = "As JSON", email = $"{name}@example.com" });
        var sent = await member.Client.SendAsync(HttpMethod.Patch, "users/update-account", form);
        var wrong = await member.Client.PatchAsync("users/update-account", new { email = $"{name}@example.net", password = "not it at all" });

        Assert.Equal((200, "As JSON", $"{name}@example.com"), (json.Status, (string?)json.Data["fullname"], (string?)json.Data["email"]));
        Assert.Equal((200, "As a form", $"{name}@example.org"), (sent.Status, (string?)sent.Data["fullname"], (string?)sent.Data["email"]));
        Assert.Equal((400, "password.wrong"), (wrong.Status, wrong.Code));
    }
}
