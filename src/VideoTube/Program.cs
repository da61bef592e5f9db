using System.Data.Common;
using System.Net.Sockets;
using VideoTube;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Media.Running;
using VideoTube.OpenApi;
using VideoTube.Processing;

// videotube [serve]    the site, with workers inside
// videotube worker     works on the queue alone, beside a site or many
// videotube migrate    only brings the database up to date
// videotube openapi    writes the API's document, as /openapi/v1.json serves it
var command = args.FirstOrDefault() ?? "serve";
try
{
    var settings = SettingsReader.Read(EnvironmentValues.Read());
    return command switch
    {
        "serve" => await ServeAsync(settings),
        "worker" => await WorkAsync(settings),
        "migrate" => await MigrateAsync(settings),
        "openapi" => await WriteDocumentAsync(settings),
        _ => Fail($"There is no command '{command}'. Commands: serve, worker, migrate, openapi"),
    };
}
catch (SettingsException wrong)
{
    return Fail($"VideoTube cannot start:\n  {string.Join("\n  ", wrong.Faults)}");
}
catch (Exception wrong) when (wrong is MigrationException or MediaSetupException)
{
    return Fail(wrong.Message);
}

static async Task<int> ServeAsync(Settings settings)
{
    if (ListeningAddress.FindFault(settings) is { } fault)
        return Fail(fault);
    await using var app = Site.Build(settings);
    app.Urls.Add(new UriBuilder(Uri.UriSchemeHttp, settings.Host, settings.Port).Uri.GetLeftPart(UriPartial.Authority));
    var media = app.Services.CheckMediaAsync();
    if (!await PrepareAsync(app, settings))
        return 1;
    await media;
    await app.RunAsync();
    return 0;
}

static async Task<int> WorkAsync(Settings settings)
{
    using var host = Site.BuildWorker(settings);
    if (!await PrepareAsync(host, settings))
        return 1;
    await host.Services.CheckMediaAsync();
    await host.RunAsync();
    return 0;
}

static async Task<int> MigrateAsync(Settings settings)
{
    await using var app = Site.Build(settings);
    return await PrepareAsync(app, settings) ? 0 : 1;
}

static async Task<int> WriteDocumentAsync(Settings settings)
{
    await using var app = Site.Build(settings);
    await using var output = Console.OpenStandardOutput();
    await output.WriteAsync(await app.ReadApiDocumentAsync());
    return 0;
}

static async Task<bool> PrepareAsync(IHost app, Settings settings)
{
    try
    {
        await Site.PrepareAsync(app, CancellationToken.None);
        return true;
    }
    catch (Exception fault) when (fault is DbException or SocketException)
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
