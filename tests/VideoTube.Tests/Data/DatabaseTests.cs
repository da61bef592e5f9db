using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Data;

public sealed class DatabaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, OnBothEngines]
    public async Task Many_writers_and_readers_at_once_never_meet_a_busy_database(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        var database = site.Get<Database>();
        await database.ExecuteAsync("CREATE TABLE counters (id BIGINT PRIMARY KEY, value BIGINT NOT NULL)", null, Ct);
        await database.ExecuteAsync("INSERT INTO counters (id, value) VALUES (1, 0)", null, Ct);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await database.ExecuteAsync("UPDATE counters SET value = value + @by WHERE id = 1", new { by = 1L }, Ct);
                await using var read = await database.ReadAsync(Ct);
                Assert.InRange(await read.GetAsync<long>("SELECT value FROM counters WHERE id = @id", new { id = 1L }), 1, 640);
            }
        })));

        await using var end = await database.ReadAsync(Ct);
        Assert.Equal(640, await end.GetAsync<long>("SELECT value FROM counters"));
    }

    [Theory, OnBothEngines]
    public async Task An_act_that_throws_changes_nothing_and_the_next_one_works(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        var database = site.Get<Database>();
        await database.ExecuteAsync("CREATE TABLE notes (text TEXT NOT NULL)", null, Ct);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("INSERT INTO notes (text) VALUES (@text)", new { text = "lost" });
            throw new InvalidOperationException();
        }, Ct));
        await database.ExecuteAsync("INSERT INTO notes (text) VALUES (@text)", new { text = "kept" }, Ct);

        await using var read = await database.ReadAsync(Ct);
        Assert.Equal(["kept"], await read.ListAsync<string>("SELECT text FROM notes"));
    }

    [Theory, OnBothEngines]
    public async Task A_statement_used_again_takes_its_new_values(Engine engine)
    {
        var site = await SharedSites.On(engine);
        await using var read = await site.Get<Database>().ReadAsync(Ct);

        for (var round = 0; round < 3; round++)
            Assert.Equal(round, await read.GetAsync<long>("SELECT CAST(@value AS BIGINT)", new { value = (long)round }));
    }

    [Theory, OnBothEngines]
    public async Task Acts_that_lock_each_other_out_are_both_done(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        var database = site.Get<Database>();
        await database.ExecuteAsync("CREATE TABLE pair (id BIGINT PRIMARY KEY, value BIGINT NOT NULL)", null, Ct);
        await database.ExecuteAsync("INSERT INTO pair (id, value) VALUES (1, 0), (2, 0)", null, Ct);
        var holding = 0;

        // On PostgreSQL each holds the row that the other one wants next; on SQLite they take turns anyway.
        Task BothAsync(long first, long second) => database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE pair SET value = value + 1 WHERE id = @first", new { first });
            Interlocked.Increment(ref holding);
            while (engine == Engine.Postgres && Volatile.Read(ref holding) < 2)
                await Task.Yield();
            await session.ExecuteAsync("UPDATE pair SET value = value + 1 WHERE id = @second", new { second });
        }, Ct);
        await Task.WhenAll(Task.Run(() => BothAsync(1, 2), Ct), Task.Run(() => BothAsync(2, 1), Ct));

        await using var read = await database.ReadAsync(Ct);
        Assert.Equal([2, 2], await read.ListAsync<long>("SELECT value FROM pair ORDER BY id"));
        Assert.Equal(engine == Engine.Postgres ? 3 : 2, holding);
    }
}
