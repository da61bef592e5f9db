using System.Net;
using System.Net.WebSockets;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Requirements;

public sealed class SuccessCodeTests
{
    [Fact]
    public async Task Code_101_a_handshake_turns_the_connection_into_a_WebSocket()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var person = await site.SignUpAsync();
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.AddSubProtocol("videotube");
        socket.Options.AddSubProtocol($"bearer.{person.Client.Token}");

        await socket.ConnectAsync(new UriBuilder(site.Address) { Scheme = "ws", Path = "/api/v1/notifications/live" }.Uri, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.SwitchingProtocols, WebSocketState.Open), (socket.HttpStatusCode, socket.State));
    }

    [Theory, OnBothEngines]
    public async Task Code_200_what_is_there_is_read(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();

        var answer = await visitor.GetAsync($"videos/{await site.AddAsync(owner, new Listed("Read"))}");

        Assert.Equal((200, "Read"), (answer.Status, (string?)answer.Data["title"]));
    }

    [Theory, OnBothEngines]
    public async Task Code_201_what_was_made_is_at_its_location(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        var video = await site.AddAsync(person, new Listed("Discussed"));

        foreach (var made in new[]
                 {
                     await person.Client.PostAsync("tweets", new { content = "A post" }),
                     await person.Client.PostAsync("playlist", new { name = "A list" }),
                     await person.Client.PostAsync($"comments/{video}", new { content = "A comment" }),
                 })
        {
            var found = await person.Client.GetAsync(made.Header("Location")!);
            Assert.Equal((201, 200, (string?)made.Data["_id"]), (made.Status, found.Status, (string?)found.Data["_id"]));
        }
    }

    [Theory, OnBothEngines]
    public async Task Code_204_it_is_done_and_there_is_nothing_to_say(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var person = await site.SignUpAsync();
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Watched"));

        foreach (var done in new[]
                 {
                     await person.Client.SendAsync(HttpMethod.Options, $"videos/{video}", null),
                     await person.Client.PostAsync($"videos/{video}/views", new { position = 1, watched = 1 }),
                     await person.Client.DeleteAsync("users/current-user", new { password = $"secret-{person.Username}" }),
                 })
            Assert.Equal((204, 0), (done.Status, done.Bytes.Length));
    }
}
