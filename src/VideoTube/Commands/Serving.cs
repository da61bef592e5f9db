using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using VideoTube.Configuration;
using VideoTube.MediaHosts;
using VideoTube.OpenApi;
using VideoTube.Processing;

namespace VideoTube.Commands;

/// <summary>The commands that are the site itself.</summary>
internal static class Serving
{
    /// <summary>These run until their host is told to stop, and stop as it does.</summary>
    public static bool IsLasting(ParseResult typed) => typed.CommandResult.Command.Name is "videotube" or "serve" or "worker";

    public static async Task<int> ServeAsync(ParseResult typed, CancellationToken ct)
    {
        var settings = SettingsReader.Read(EnvironmentValues.Read());
        if (ListeningAddress.FindFault(settings) is { } fault)
            throw new CommandException(fault);
        await using var app = Site.Build(settings);
        app.Urls.Add(new UriBuilder(Uri.UriSchemeHttp, settings.Host, settings.Port).Uri.GetLeftPart(UriPartial.Authority));
        var media = app.Services.CheckMediaAsync();
        await PrepareAsync(app, settings, ct);
        await media;
        await app.Services.CheckMediaHostAsync(ct);
        await app.RunAsync(CancellationToken.None);
        return CommandLine.Done;
    }

    public static async Task<int> WorkAsync(ParseResult typed, CancellationToken ct)
    {
        var settings = SettingsReader.Read(EnvironmentValues.Read());
        using var host = Site.BuildWorker(settings);
        await PrepareAsync(host, settings, ct);
        await host.Services.CheckMediaAsync();
        await host.Services.CheckMediaHostAsync(ct);
        await host.RunAsync(CancellationToken.None);
        return CommandLine.Done;
    }

    public static async Task<int> MigrateAsync(ParseResult typed, CancellationToken ct)
    {
        var settings = SettingsReader.Read(EnvironmentValues.Read());
        await using var app = Site.Build(settings);
        await PrepareAsync(app, settings, ct);
        return CommandLine.Done;
    }

    public static async Task<int> WriteDocumentAsync(ParseResult typed, CancellationToken ct)
    {
        await using var app = Site.Build(SettingsReader.Read(EnvironmentValues.Read()));
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(await app.ReadApiDocumentAsync(), ct);
        return CommandLine.Done;
    }

    public static async Task PrepareAsync(IHost app, Settings settings, CancellationToken ct)
    {
        try
        {
            await Site.PrepareAsync(app, ct);
        }
        catch (Exception fault) when (fault is DbException or SocketException)
        {
            throw new CommandException($"The database at {settings.Database.Host} cannot be used: {fault.Message}");
        }
    }
}
