using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VideoTube.Tests.Moderation;
using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Memberships;

public sealed class HookTests
{
    [Theory, OnBothEngines]
    public async Task A_signed_message_makes_and_ends_a_member_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var secret = await SecretAsync(owner);
        var address = $"{person.Username}@example.org";
        Assert.Equal(422, (await SendAsync(site, owner, secret, Body("early", "membership.granted", address, 30))).Status); // not confirmed: anybody could have written it
        await site.Get<Database>().ExecuteAsync("UPDATE users SET email_verified = TRUE WHERE email = @address", new { address }, CancellationToken.None);

        foreach (var (number, name) in new[] { person.Id.ToString(), person.Username, $"{person.Username}@Example.org" }.Index())
        {
            var granted = Body($"in-{number}", "membership.granted", name, 30);
            Assert.Equal(200, (await SendAsync(site, owner, secret, granted)).Status);
            Assert.Equal(("payment", true), await MembershipAsync(person));
            Assert.Equal(200, (await SendAsync(site, owner, secret, Body($"out-{number}", "membership.revoked", name))).Status);
            Assert.Null(await MembershipAsync(person));
            Assert.Equal(200, (await SendAsync(site, owner, secret, granted)).Status);
            Assert.Null(await MembershipAsync(person)); // sent again: no effect
        }
    }

    [Theory, OnBothEngines]
    public async Task The_standard_webhooks_headers_are_taken_too(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var service = site.NewClient();
        var secret = await SecretAsync(owner);
        var body = Body("evt", "membership.granted", person.Username);
        var time = site.Get<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        var mac = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"msg_1.{time}.{body}")));

        Task<Answer> Send(string signature, string id = "msg_1") => service.PostAsync(
            $"memberships/hook/{owner.Id}", body, ("webhook-id", id), ("webhook-timestamp", $"{time}"), ("webhook-signature", signature));

        Assert.Equal(401, (await Send($"v1,{mac}", "msg_2")).Status);
        Assert.Equal(401, (await Send($"v2,{mac}")).Status);
        Assert.Equal(401, (await Send("v1,nonsense")).Status);
        Assert.Equal(200, (await Send($"v1,AAAA v1,{mac}")).Status);
        Assert.Equal(("payment", true), await MembershipAsync(person));
    }

    [Theory, OnBothEngines]
    public async Task What_is_not_well_signed_changes_nothing(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var service = site.NewClient();
        var secret = await SecretAsync(owner);
        var path = $"memberships/hook/{owner.Id}";
        var body = Body("evt", "membership.granted", person.Username);
        var now = site.Get<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(401, (await service.PostAsync(path, body)).Status);
        Assert.Equal(401, (await service.PostAsync(path, body, ("Webhook-Signature", "nonsense"))).Status);
        Assert.Equal(401, (await service.PostAsync(path, body, ("Webhook-Signature", $"t={now},v1=00"))).Status);
        Assert.Equal(401, (await service.PostAsync(path, body + " ", ("Webhook-Signature", Sign(secret, now, body)))).Status);
        Assert.Equal(401, (await service.PostAsync(path, body, ("Webhook-Signature", Sign("whsec_AAAA", now, body)))).Status);
        Assert.Equal(401, (await service.PostAsync(path, body, ("Webhook-Signature", Sign(secret, now, body).Replace($"t={now}", $"t={now + 1}")))).Status);
        foreach (var old in new[] { now - 301, now + 310, 0 })
        {
            var refused = await service.PostAsync(path, body, ("Webhook-Signature", Sign(secret, old, body)));
            Assert.Equal((401, "membership.signed_long_ago"), (refused.Status, refused.Code));
        }

        Assert.Equal(413, (await service.PostAsync(path, new string(' ', 17_000), ("Webhook-Signature", Sign(secret, now, body)))).Status);
        Assert.Equal(400, (await SendAsync(site, owner, secret, "no json")).Status);
        Assert.Equal(400, (await SendAsync(site, owner, secret, """{"id":"e"}""")).Status);
        Assert.Equal(422, (await SendAsync(site, owner, secret, Body("e", "membership.paused", person.Username))).Status);
        Assert.Equal(422, (await SendAsync(site, owner, secret, Body("e", "membership.granted", "nobody-at-all"))).Status);
        Assert.Equal(422, (await SendAsync(site, owner, secret, Body("e", "membership.granted", owner.Username))).Status);
        Assert.Equal(400, (await service.PostAsync("memberships/hook/nonsense", body)).Status);
        Assert.Equal(404, (await service.PostAsync($"memberships/hook/{person.Id}", body)).Status);
        Assert.Null(await MembershipAsync(person));
        Assert.Equal(0, await site.ReadAsync<long>("SELECT COUNT(*) FROM membership_events WHERE channel_id = @Id", new { owner.Id }));
        // A message refused is not a message taken.
        Assert.Equal(200, (await SendAsync(site, owner, secret, Body("e", "membership.granted", person.Username))).Status);
        Assert.NotNull(await MembershipAsync(person));
    }

    [Theory, OnBothEngines]
    public async Task One_message_sent_many_times_at_once_counts_once(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var secret = await SecretAsync(owner);
        var body = Body("evt", "membership.granted", person.Username, 30);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync(site, owner, secret, body)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, await site.ReadAsync<long>("SELECT COUNT(*) FROM membership_events WHERE channel_id = @Id", new { owner.Id }));
    }

    [Theory, OnBothEngines]
    public async Task The_secret_is_told_once_and_a_new_one_ends_the_old(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        Assert.Equal((401, 401, 401), ((await visitor.PutAsync("memberships/hook")).Status, (await visitor.GetAsync("memberships/hook")).Status, (await visitor.DeleteAsync("memberships/hook")).Status));
        Assert.Equal((404, 404), ((await owner.Client.GetAsync("memberships/hook")).Status, (await owner.Client.DeleteAsync("memberships/hook")).Status));

        var first = await SecretAsync(owner);
        var second = await SecretAsync(owner);
        var shown = await owner.Client.GetAsync("memberships/hook");

        Assert.NotEqual(first, second);
        Assert.Equal(($"/api/v1/memberships/hook/{owner.Id}", null), ((string?)shown.Data["address"], (string?)shown.Data["secret"]));
        var body = Body("evt", "membership.revoked", owner.Username);
        Assert.Equal(401, (await SendAsync(site, owner, first, body)).Status);
        Assert.Equal(422, (await SendAsync(site, owner, second, body)).Status);
        Assert.Equal(200, (await owner.Client.DeleteAsync("memberships/hook")).Status);
        Assert.Equal(404, (await SendAsync(site, owner, second, body)).Status);
    }

    private static async Task<string> SecretAsync(Member owner) => (string)(await owner.Client.PutAsync("memberships/hook")).Data["secret"]!;

    private static string Body(string id, string type, string user, int? days = null) =>
        $$"""{"id":"{{id}}", "type":"{{type}}", "user":"{{user}}", "days":{{days?.ToString(CultureInfo.InvariantCulture) ?? "null"}}}""";

    private static string Sign(string secret, long time, string body) =>
        $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";

    private static async Task<Answer> SendAsync(TestSite site, Member owner, string secret, string body)
    {
        using var service = site.NewClient();
        return await service.PostAsync(
            $"memberships/hook/{owner.Id}", body, ("Webhook-Signature", Sign(secret, site.Get<TimeProvider>().GetUtcNow().ToUnixTimeSeconds(), body)));
    }

    private static async Task<(string?, bool)?> MembershipAsync(Member person)
    {
        var mine = (await person.Client.GetAsync("memberships")).Data["docs"]!.AsArray();
        return mine.Count == 0 ? null : ((string?)mine[0]!["source"], (bool)mine[0]!["isActive"]!);
    }
}
