using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Data;

public sealed class MigratorTests
{
    [Theory, OnBothEngines]
    public async Task Migrating_again_does_nothing(Engine engine)
    {
        var site = await SharedSites.On(engine);

        Assert.Equal(0, await site.Get<Migrator>().RunAsync(CancellationToken.None));
    }

    [Theory, OnBothEngines]
    public async Task A_changed_migration_stops_the_program(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        await site.Get<Database>().ExecuteAsync("UPDATE schema_migrations SET checksum = 'other' WHERE version = 1", null, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<MigrationException>(() => site.Get<Migrator>().RunAsync(CancellationToken.None));

        Assert.Contains("0001_accounts.sql", refused.Message);
    }

    [Theory, OnBothEngines]
    public async Task A_database_of_a_newer_version_stops_the_program(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        await site.Get<Database>().ExecuteAsync("INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (9999, 'later', '', 0)", null, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<MigrationException>(() => site.Get<Migrator>().RunAsync(CancellationToken.None));

        Assert.Contains("9999", refused.Message);
    }
}
