using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;

[assembly: AssemblyFixture(typeof(VideoTube.BrowserTests.Browsing.StockedSite))]

namespace VideoTube.BrowserTests.Browsing;

/// <summary>One site for all tests, with a member, two real videos that are ready, one for members only, and something said and reported; made when first asked for.</summary>
public sealed class StockedSite : IAsyncDisposable
{
    private readonly Lazy<Task<Stock>> stock = new(StockAsync);

    internal Task<Stock> GetAsync() => stock.Value;

    public async ValueTask DisposeAsync()
    {
        if (stock is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await stock.Value).Site.DisposeAsync();
    }

    internal static async Task<Member> JoinAsync(TestSite site)
    {
        var member = new Member($"m{Guid.NewGuid().ToString("N")[..12]}", "three quiet rivers");
        using var client = site.NewClient();
        var answer = await client.PostAsync("users/register", new
        {
            fullname = "Ada Martin", username = member.Username, email = $"{member.Username}@example.org", password = member.Password,
        });
        Assert.True(answer.Status == 201, answer.Text);
        return member;
    }

    internal static async Task<Client> SignInAsync(TestSite site, Member member)
    {
        var client = site.NewClient();
        var login = await client.PostAsync("users/login", new { username = member.Username, password = member.Password });
        client.Token = (string)login.Data["accessToken"]!;
        return client;
    }

    private static async Task<Stock> StockAsync()
    {
        var (bunny, echo) = (RealClips.Bunny, RealClips.Echo);
        var site = await TestSite.StartAsync(Engine.Sqlite);
        var owner = await JoinAsync(site);
        using var client = await SignInAsync(site, owner);
        var echoId = await UploadAsync(client, echo, "Echo", "");
        var bunnyId = await UploadAsync(
            client, bunny, "Big Buck Bunny: a short film about patience",
            "A large and gentle rabbit, three small bullies, and a plan.\n\nMade with free software by the Blender Foundation. CC BY 3.0.");
        var membersId = await UploadAsync(client, await Clips.Silent(), "Behind the scenes: how the butterfly was drawn", "");
        Assert.Equal(200, (await client.PatchAsync($"videos/{membersId}", new { visibility = "members" })).Status);
        await TalkAsync(site, client, bunnyId, echoId);
        await UntilReadyAsync(client, bunnyId);
        await UntilReadyAsync(client, echoId);
        await UntilReadyAsync(client, membersId);
        return new Stock(site, owner, bunnyId, echoId, membersId);
    }

    /// <summary>A guest subscribes, comments and reports; one of the reports is answered.</summary>
    private static async Task TalkAsync(TestSite site, Client owner, string bunny, string echo)
    {
        using var guest = await SignInAsync(site, await JoinAsync(site));
        Assert.Equal(200, (await guest.PostAsync($"likes/toggle/v/{bunny}", new { })).Status);
        Assert.Equal(201, (await guest.PostAsync($"comments/{bunny}", new { content = "The butterfly deserved better." })).Status);
        var channel = (string)(await guest.GetAsync($"videos/{bunny}")).Data["owner"]!["_id"]!;
        Assert.Equal(200, (await guest.PostAsync($"subscriptions/c/{channel}", new { })).Status);
        await guest.PostAsync("reports", new { kind = "video", id = bunny, reason = "violence", details = "0:12, what happens to the fruit." });
        var report = await guest.PostAsync("reports", new { kind = "video", id = echo, reason = "copyright", details = "" });
        Assert.Equal(201, report.Status);
        await owner.PatchAsync($"moderation/reports/{report.Data["_id"]}", new { state = "dismissed", resolution = "It is free to use." });
    }

    internal static async Task<string> UploadAsync(Client client, string path, string title, string description)
    {
        using var file = new StreamContent(File.OpenRead(path));
        file.Headers.ContentType = new MediaTypeHeaderValue(path.EndsWith(".webm", StringComparison.Ordinal) ? "video/webm" : "video/mp4");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(title), "title" }, { new StringContent(description), "description" }, { file, "videoFile", Path.GetFileName(path) },
        };
        var answer = await client.SendAsync(HttpMethod.Post, "videos", form);
        Assert.True(answer.Status is 201 or 202, answer.Text);
        return (string)answer.Data["_id"]!;
    }

    /// <summary>The video once it is ready.</summary>
    internal static async Task<JsonNode> UntilReadyAsync(Client client, string id)
    {
        JsonNode video;
        var asked = 0;
        do
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            video = (await client.GetAsync($"videos/{id}")).Data;
            Assert.True((string)video["status"]! != "failed", (string?)video["failure"]);
            Assert.True(++asked < 600, "Three minutes were not enough to prepare a clip of half a minute");
        }
        while ((string)video["status"]! != "ready");
        return video;
    }
}

/// <param name="Members">Only members of the owner may watch it.</param>
internal sealed record Stock(TestSite Site, Member Owner, string Bunny, string Echo, string Members);
