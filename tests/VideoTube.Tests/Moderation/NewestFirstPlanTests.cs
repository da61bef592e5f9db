using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Memberships;
using VideoTube.Moderation;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Moderation;

public sealed class NewestFirstPlanTests
{
    [Theory, OnBothEngines]
    public async Task Every_list_walks_its_index(Engine engine)
    {
        var site = await SharedSites.On(engine);
        string Primary(string table) => engine == Engine.Sqlite ? $"sqlite_autoindex_{table}_1" : $"{table}_pkey";

        foreach (var after in new[] { false, true })
        {
            await UsesAsync(site, ReportStore.List, after, "reports_newest");
            await UsesAsync(site, AuditLog.List(new AuditFilter()), after, Primary("audit_log"));
            await UsesAsync(site, AuditLog.List(new AuditFilter(Actor: default(Id))), after, "audit_actor");
            await UsesAsync(site, AuditLog.List(new AuditFilter(Action: "")), after, "audit_action");
            await UsesAsync(site, AuditLog.List(new AuditFilter(Subject: default(Id))), after, "audit_subject");
            await UsesAsync(site, PeopleStore.List(new PeopleFilter()), after, Primary("users"));
            // PostgreSQL takes any index of so few rows in which they come in order.
            await UsesAsync(site, PeopleStore.List(new PeopleFilter(Role: "")), after, engine == Engine.Sqlite ? "users_roles" : "using users_");
            await UsesAsync(site, PeopleStore.List(new PeopleFilter(IsBanned: true)), after, engine == Engine.Sqlite ? "users_banned" : "using users_");
            await UsesAsync(site, MembershipStore.OfChannel, after, "memberships_newest");
            await UsesAsync(site, MembershipStore.OfPerson, after, "memberships_of_person");
            await UsesAsync(site, CodeStore.OfChannel, after, "membership_codes_channel");
        }
    }

    private static Task UsesAsync(TestSite site, ListSql list, bool after, string index) => QueryPlan.UsesAsync(site, after ? list.Following : list.First,
        [
            ("Limit", 11), ("Skip", 0), ("After", "f"), ("Key", 1L), ("State", "open"), ("Actor", "0"), ("Action", "a"), ("Subject", "0"), ("Role", "user"),
            ("Channel", "0"), ("Person", "0"),
        ], index);
}
