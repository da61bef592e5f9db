using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.Notifications;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Notifications;

public sealed class LiveNotificationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory, OnBothEngines]
    public async Task What_happens_arrives_at_once_with_the_number_of_what_was_not_seen(Engine engine)
    {
        var site = await SharedSites.On(engine);
        await site.Get<Events>().Listening.WaitAsync(Patience);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Talk"));
        using var socket = await ConnectAsync(site, owner.Client.Token!);
        Assert.Equal("videotube", socket.SubProtocol);
        Assert.Equal("""{"type":"unseen","count":0}""", (await ReceiveAsync(socket)).ToJsonString());

        await site.CommentAsync(other, video, "Hello");

        var told = await ReceiveAsync(socket);
        Assert.Equal(("notification", "comment", "Hello"),
            ((string?)told["type"], (string?)told["notification"]!["kind"], (string?)told["notification"]!["comment"]!["excerpt"]));
        Assert.Equal(1, (long)(await ReceiveAsync(socket))["count"]!);
        await owner.Client.PatchAsync("notifications/read");
        Assert.Equal(0, (long)(await ReceiveAsync(socket))["count"]!);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(Patience);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Theory, OnBothEngines]
    public async Task It_closes_when_the_session_ends(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var socket = await ConnectAsync(site, owner.Client.Token!);
        await ReceiveAsync(socket);

        Assert.Equal(200, (await owner.Client.PostAsync("users/logout")).Status);

        var end = await socket.ReceiveAsync(new byte[1024], CancellationToken.None).WaitAsync(Patience);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.PolicyViolation), (end.MessageType, end.CloseStatus));
    }

    [Fact]
    public async Task A_person_has_a_limited_number_of_connections()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < LiveNotifications.MaxEach; i++)
            sockets.Add(await ConnectAsync(site, owner.Client.Token!));

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(site, owner.Client.Token!));

        Assert.Contains("429", refused.Message);
        await sockets[0].CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(Patience);
        await Told.UntilAsync(async () => await CanConnectAsync(site, owner.Client.Token!));
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Nothing_is_kept_of_whoever_has_left()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        await site.Get<Events>().Listening.WaitAsync(Patience);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var live = site.Get<LiveNotifications>();
        using var one = await ConnectAsync(site, owner.Client.Token!);
        using var two = await ConnectAsync(site, owner.Client.Token!);
        await ReceiveAsync(two);
        Assert.Equal(1, live.People);

        await one.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(Patience);
        await site.SubscribeAsync(other, owner);
        Assert.Equal("notification", (string?)(await ReceiveAsync(two))["type"]);
        await two.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(Patience);

        await Told.UntilAsync(() => Task.FromResult(live.People == 0));
        using var again = await ConnectAsync(site, owner.Client.Token!);
        await ReceiveAsync(again);
        Assert.Equal(1, live.People);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_or_comes_from_elsewhere_is_refused()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var cookie = $"accessToken={owner.Client.Token}";

        Assert.Contains("401", (await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(site, "nonsense"))).Message);
        Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(site, null, ("Cookie", cookie)))).Message);
        Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(() =>
            ConnectAsync(site, null, ("Cookie", cookie), ("Origin", "https://evil.example")))).Message);
        using var own = await ConnectAsync(site, null, ("Cookie", cookie), ("Origin", site.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal("unseen", (string?)(await ReceiveAsync(own))["type"]);
        var plain = await owner.Client.GetAsync("notifications/live");
        Assert.Equal((426, "socket.upgrade", "websocket"), (plain.Status, plain.Code, plain.Header("Upgrade")));
        Assert.Equal(401, (await visitor.GetAsync("notifications/live")).Status);
        Assert.Equal(400, (await owner.Client.GetAsync("notifications/live", ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "8"))).Status);
    }

    [Fact]
    public async Task Two_sites_on_one_PostgreSQL_tell_each_other()
    {
        if (PostgresServer.IsMissing)
            Assert.Skip("PostgreSQL is not installed");
        var database = await (await SharedSites.PostgresAsync()).NewDatabaseAsync();
        await using var here = await TestSite.StartAsync(Engine.Postgres, new() { ["DATABASE_URL"] = database });
        await using var there = await TestSite.StartAsync(Engine.Postgres, new() { ["DATABASE_URL"] = database });
        await here.Get<Events>().Listening.WaitAsync(Patience);
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = here.Get<Events>().Subscribe("test", heard.SetResult);

        await Assert.ThrowsAsync<InvalidOperationException>(() => there.WriteAsync(async session =>
        {
            await there.Get<Events>().PublishAsync(session, "test", "undone");
            throw new InvalidOperationException();
        }));
        await there.WriteAsync(session => there.Get<Events>().PublishAsync(session, "test", "it happened"));

        Assert.Equal("it happened", await heard.Task.WaitAsync(Patience));
    }

    private static async Task<ClientWebSocket> ConnectAsync(TestSite site, string? token, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        foreach (var (name, value) in headers)
            socket.Options.SetRequestHeader(name, value);
        socket.Options.AddSubProtocol("videotube");
        if (token is not null)
            socket.Options.AddSubProtocol($"bearer.{token}");
        try
        {
            await socket.ConnectAsync(new UriBuilder(site.Address) { Scheme = "ws", Path = "/api/v1/notifications/live" }.Uri, CancellationToken.None).WaitAsync(Patience);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<bool> CanConnectAsync(TestSite site, string token)
    {
        try
        {
            (await ConnectAsync(site, token)).Dispose();
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private static async Task<JsonNode> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
        Assert.Equal((WebSocketMessageType.Text, true), (received.MessageType, received.EndOfMessage));
        return JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, received.Count))!;
    }
}
