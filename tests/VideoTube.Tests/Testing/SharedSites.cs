using VideoTube.Tests.Testing;

[assembly: AssemblyFixture(typeof(SharedSites))]

namespace VideoTube.Tests.Testing;

/// <summary>One site an engine for all tests that need nothing special; each test makes its own people and videos on it.</summary>
public sealed class SharedSites : IAsyncLifetime
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly Dictionary<Engine, TestSite> Sites = [];
    private static Task<PostgresServer>? postgres;

    internal static async Task<TestSite> On(Engine engine)
    {
        await Gate.WaitAsync();
        try
        {
            return Sites.TryGetValue(engine, out var site) ? site : Sites[engine] = await StartAsync(engine);
        }
        finally
        {
            Gate.Release();
        }
    }

    internal static Task<PostgresServer> PostgresAsync()
    {
        lock (Sites)
            return postgres ??= PostgresServer.StartAsync();
    }

    /// <summary>The first to register keeps the site: a test's own people are not to be it by chance.</summary>
    private static async Task<TestSite> StartAsync(Engine engine)
    {
        var site = await TestSite.StartAsync(engine);
        using var client = site.NewClient();
        await Person.JoinAsync(client);
        return site;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in Sites.Values)
            await site.DisposeAsync();
        if (postgres is not null)
            await (await postgres).DisposeAsync();
    }
}
