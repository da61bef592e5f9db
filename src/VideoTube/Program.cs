using System.Data.Common;
using VideoTube;
using VideoTube.Configuration;
using VideoTube.Data;

// videotube [serve]    the site, with workers inside
// videotube migrate    only brings the database up to date
var command = args.FirstOrDefault() ?? "serve";
try
{
    var settings = SettingsReader.Read(EnvironmentValues.Read());
    return command switch
    {
        "serve" => await ServeAsync(settings),
        "migrate" => await MigrateAsync(settings),
        _ => Fail($"There is no command '{command}'. Commands: serve, migrate"),
    };
}
catch (SettingsException wrong)
{
    return Fail($"VideoTube cannot start:\n  {string.Join("\n  ", wrong.Faults)}");
}
catch (MigrationException wrong)
{
    return Fail(wrong.Message);
}

static async Task<int> ServeAsync(Settings settings)
{
    await using var app = Site.Build(settings);
    app.Urls.Add($"http://{settings.Host}:{settings.Port}");
    if (!await PrepareAsync(app, settings))
        return 1;
    await app.RunAsync();
    return 0;
}

static async Task<int> MigrateAsync(Settings settings)
{
    await using var app = Site.Build(settings);
    return await PrepareAsync(app, settings) ? 0 : 1;
}

static async Task<bool> PrepareAsync(WebApplication app, Settings settings)
{
    try
    {
        await Site.PrepareAsync(app, CancellationToken.None);
        return true;
    }
    catch (DbException fault)
    {
        Fail($"The database at {settings.Database.Host} cannot be used: {fault.Message}");
        return false;
    }
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
