using VideoTube.Data;
using VideoTube.Mail;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Mail;

public sealed class OutboxTests
{
    [Theory, OnBothEngines]
    public async Task A_mail_that_was_not_taken_is_tried_again_and_no_token_is_logged(Engine engine)
    {
        var refusals = 1;
        await using var office = new PostOffice();
        office.Judge = _ => Interlocked.Decrement(ref refusals) >= 0 ? "451 not now" : "250 ok";
        var clock = new TestClock();
        var log = new Heard();
        await using var site = await TestSite.StartAsync(engine, office.Settings(), builder => { clock.Use(builder); log.Use(builder); });
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);
        await log.WaitForAsync(5000);
        clock.Advance(TimeSpan.FromMinutes(1));

        var mail = await office.NextAsync();

        Assert.Equal(person.Email, mail.To);
        Assert.Contains("451 not now", string.Concat(log.Lines));
        Assert.DoesNotContain(mail.Token, string.Concat(log.Lines));
        await EmptiedAsync(site);
    }

    [Theory, OnBothEngines]
    public async Task A_mail_refused_for_good_is_not_tried_again(Engine engine)
    {
        await using var office = new PostOffice { Judge = _ => "550 no such user" };
        var log = new Heard();
        await using var site = await TestSite.StartAsync(engine, office.Settings(), log.Use);
        using var client = site.NewClient();

        await Person.JoinAsync(client);

        await log.WaitForAsync(5002);
        await EmptiedAsync(site);
        Assert.Equal(1, office.Connections);
    }

    [Theory, OnBothEngines]
    public async Task A_mail_is_given_up_after_a_day(Engine engine)
    {
        await using var office = new PostOffice { Judge = _ => "451 not now" };
        var clock = new TestClock();
        var log = new Heard();
        await using var site = await TestSite.StartAsync(engine, office.Settings(), builder => { clock.Use(builder); log.Use(builder); });
        using var client = site.NewClient();
        await Person.JoinAsync(client);
        await log.WaitForAsync(5000);
        clock.Advance(TimeSpan.FromDays(1));

        await log.WaitForAsync(5001);

        await EmptiedAsync(site);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_keeps_nobody_waiting()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var settings = new PostOffice() is var office ? office.Settings() : [];
        await using (office)
            settings["SMTP_URL"] = $"smtp://127.0.0.1:{((System.Net.IPEndPoint)silent.LocalEndpoint).Port}";
        await using var site = await TestSite.StartAsync(Engine.Sqlite, settings);
        using var client = site.NewClient();

        var person = await Person.JoinAsync(client);
        using var taken = await silent.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromMinutes(1)); // and says nothing

        Assert.Equal(200, (await client.PostAsync("users/forgot-password", new { email = person.Email })).Status);
        Assert.Equal(2, await CountAsync(site));
    }

    [Theory, OnBothEngines]
    public async Task The_oldest_due_mail_is_found_by_its_index(Engine engine)
    {
        var site = await SharedSites.On(engine);

        Assert.Contains("outbox_due", await QueryPlan.ReadAsync(site, Outbox.OldestDue, [("now", 1L)]));
    }

    private static async Task<long> CountAsync(TestSite site)
    {
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.GetAsync<long>("SELECT COUNT(*) FROM outbox");
    }

    /// <summary>The row goes just after the server, or the log, has heard of it.</summary>
    private static async Task EmptiedAsync(TestSite site)
    {
        while (await CountAsync(site) > 0)
            await Task.Yield();
    }
}
