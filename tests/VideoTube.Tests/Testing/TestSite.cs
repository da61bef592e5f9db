using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoTube.Configuration;

namespace VideoTube.Tests.Testing;

/// <summary>The real program in this process: Kestrel on a free loopback port, its data in a temp folder of its own.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly string folder;

    private Contract? contract;

    private TestSite(WebApplication app, string folder, Uri address, Dictionary<string, string> environment) =>
        (App, this.folder, Address, Environment) = (app, folder, address, environment);

    public WebApplication App { get; }

    public Uri Address { get; }

    /// <summary>For a child process on the same data.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public string DataFolder => Path.Combine(folder, "data");

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Starts a site; <paramref name="settings"/> are names and values as the environment would give them, <paramref name="map"/> adds routes,
    /// <paramref name="beforeStart"/> is given the data folder.</summary>
    public static async Task<TestSite> StartAsync(
        Engine engine, Dictionary<string, string>? settings = null, Action<WebApplicationBuilder>? customize = null, Action<WebApplication>? map = null,
        Action<string>? beforeStart = null)
    {
        var folder = Directory.CreateTempSubdirectory("videotube-test-").FullName;
        var values = new Dictionary<string, string>
        {
            ["DATA_DIR"] = Path.Combine(folder, "data"), ["REGISTRATIONS_PER_HOUR"] = "100000", ["LOGIN_ATTEMPTS_PER_ADDRESS"] = "10000",
        };
        if (engine == Engine.Postgres)
            values["DATABASE_URL"] = await (await SharedSites.PostgresAsync()).NewDatabaseAsync();
        foreach (var (key, value) in settings ?? [])
            values[key] = value;

        beforeStart?.Invoke(values["DATA_DIR"]);
        var app = Site.Build(SettingsReader.Read(values), builder =>
        {
            builder.Logging.ClearProviders();
            customize?.Invoke(builder);
        });
        map?.Invoke(app);
        app.Urls.Add("http://127.0.0.1:0");
        await Site.PrepareAsync(app, CancellationToken.None);
        await app.StartAsync();
        var site = new TestSite(app, folder, new Uri(app.Urls.First()), values);
        site.contract = await Contract.OfAsync(site, hasItsOwn: map is not null || settings?.ContainsKey("COMPATIBILITY") == true);
        return site;
    }

    /// <summary>A visitor's client: keeps no cookies, follows no redirects.</summary>
    public Client NewClient() => new(Address, contract);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
