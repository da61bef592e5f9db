using VideoTube.Tests.Moderation;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Memberships;

public sealed class CodeTests
{
    [Theory, OnBothEngines]
    public async Task A_code_is_told_once_and_makes_members(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();

        var made = await owner.Client.PostAsync("memberships/codes", new { uses = 2, days = 30, note = " Friends " });
        var code = (string)made.Data["code"]!;
        var redeemed = await person.Client.PostAsync("memberships/redeem", new { code = code.ToLowerInvariant().Replace("-", " ") });
        var listed = await owner.Client.GetAsync("memberships/codes");

        Assert.Equal((201, "Friends"), (made.Status, (string?)made.Data["note"]));
        Assert.Equal((200, "code", owner.Username), (redeemed.Status, (string?)redeemed.Data["source"], (string?)redeemed.Data["channel"]!["username"]));
        Assert.Equal((1, null), ((int)listed.Data["docs"]![0]!["usesLeft"]!, (string?)listed.Data["docs"]![0]!["code"]));
        Assert.DoesNotContain(code.Replace("-", ""), listed.Text);
        // Sent twice, it is spent once.
        Assert.Equal(200, (await person.Client.PostAsync("memberships/redeem", new { code })).Status);
        Assert.Equal(1, (int)(await owner.Client.GetAsync("memberships/codes")).Data["docs"]![0]!["usesLeft"]!);
    }

    [Theory, OnBothEngines]
    public async Task Of_many_who_redeem_the_last_use_at_once_one_becomes_a_member(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => site.SignUpAsync()));
        var code = (string)(await owner.Client.PostAsync("memberships/codes", new { uses = 1 })).Data["code"]!;

        var answers = await Task.WhenAll(people.Select(person => person.Client.PostAsync("memberships/redeem", new { code })));

        Assert.Equal([200, 410, 410, 410, 410, 410], answers.Select(answer => answer.Status).Order());
        Assert.Equal(1, await site.ReadAsync<long>("SELECT COUNT(*) FROM memberships WHERE channel_id = @Id", new { owner.Id }));
        foreach (var person in people)
            person.Dispose();
    }

    [Theory, OnBothEngines]
    public async Task A_longer_membership_is_never_shortened(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        async Task<string> Code(int? days) => (string)(await owner.Client.PostAsync("memberships/codes", new { uses = 5, days })).Data["code"]!;
        async Task<string?> Redeem(string code) => (string?)(await person.Client.PostAsync("memberships/redeem", new { code })).Data["expiresAt"];

        var month = await Redeem(await Code(30));
        Assert.Equal(month, await Redeem(await Code(3)));
        Assert.True(string.CompareOrdinal(await Redeem(await Code(60)), month) > 0);
        Assert.Null(await Redeem(await Code(null)));
        Assert.Null(await Redeem(await Code(90)));
        Assert.Equal(3 * 4 + 2 * 5, await site.ReadAsync<long>("SELECT CAST(SUM(uses_left) AS BIGINT) FROM membership_codes WHERE channel_id = @Id", new { owner.Id }));
    }

    [Theory, OnBothEngines]
    public async Task A_code_ends_with_its_time_and_its_owner_deletes_it(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: clock.Use);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var ends = await owner.Client.PostAsync("memberships/codes", new { uses = 5, expiresAt = clock.GetUtcNow().AddHours(1) });
        var path = $"memberships/codes/{ends.Data["_id"]}";
        clock.Advance(TimeSpan.FromHours(2));

        var late = await person.Client.PostAsync("memberships/redeem", new { code = (string)ends.Data["code"]! });
        Assert.Equal((410, "membership.code_spent"), (late.Status, late.Code));
        Assert.Equal((401, 401, 401), ((await visitor.DeleteAsync(path)).Status, (await visitor.GetAsync("memberships/codes")).Status, (await visitor.PostAsync("memberships/codes", new { uses = 1 })).Status));
        Assert.Equal(404, (await person.Client.DeleteAsync(path)).Status);
        Assert.Equal(400, (await owner.Client.DeleteAsync("memberships/codes/nonsense")).Status);
        Assert.Equal(200, (await owner.Client.DeleteAsync(path)).Status);
        Assert.Equal(404, (await owner.Client.DeleteAsync(path)).Status);
        Assert.Equal(404, (await person.Client.PostAsync("memberships/redeem", new { code = (string)ends.Data["code"]! })).Status);

        Assert.Equal(400, (await owner.Client.PostAsync("memberships/codes", new { })).Status);
        Assert.Equal(422, (await owner.Client.PostAsync("memberships/codes", new { uses = 0 })).Status);
        Assert.Equal(422, (await owner.Client.PostAsync("memberships/codes", new { uses = 1, days = 99999 })).Status);
        Assert.Equal(422, (await owner.Client.PostAsync("memberships/codes", new { uses = 1, expiresAt = "2020-01-01T00:00:00Z" })).Status);
    }

    [Theory, OnBothEngines]
    public async Task Guessing_codes_has_its_limit(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var code = (string)(await owner.Client.PostAsync("memberships/codes", new { uses = 1 })).Data["code"]!;

        Assert.Equal(401, (await visitor.PostAsync("memberships/redeem", new { code })).Status);
        Assert.Equal(400, (await person.Client.PostAsync("memberships/redeem", new { })).Status);
        Assert.Equal((400, "membership.yourself"), (await owner.Client.PostAsync("memberships/redeem", new { code })) is var own ? (own.Status, own.Code) : default);
        for (var i = 0; i < 10; i++)
            Assert.Equal(404, (await person.Client.PostAsync("memberships/redeem", new { code = $"AAAA-AAAA-AAAA-AAA{i}" })).Status);
        var limited = await person.Client.PostAsync("memberships/redeem", new { code });
        Assert.Equal(429, limited.Status);
        Assert.NotNull(limited.Header("Retry-After"));
    }
}
