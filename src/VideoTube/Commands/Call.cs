using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Commands;

/// <summary>One run of a command on the site's own database and files, beside the running site or without one.</summary>
internal sealed record Call(ParseResult Typed, IServiceProvider Services, Settings Settings, CancellationToken Ct)
{
    public bool AsJson => Typed.GetValue(CommandLine.Json);

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public T Value<T>(Argument<T> argument) => Typed.GetValue(argument)!;

    public T? Value<T>(Option<T> option) => Typed.GetValue(option);

    /// <summary>Says that it is done, in words or as the thing itself.</summary>
    public int Done<T>(T value, JsonTypeInfo<T> type, string words)
    {
        Console.WriteLine(AsJson ? JsonLine.Of(value, type) : words);
        return CommandLine.Done;
    }

    public static CommandException Refusal(ApiError error) =>
        new(error.Errors.Count == 0 ? error.Message : string.Join('\n', error.Errors.Select(fault => fault.Message)));
}

internal static class Calls
{
    /// <summary>The command's act, given the services of a site that does not listen, on a database that is up to date.</summary>
    public static Command Does(this Command command, Func<Call, Task<int>> act) => command.Runs(async (typed, ct) =>
    {
        var settings = SettingsReader.Read(EnvironmentValues.Read());
        await using var site = Site.Build(settings, builder => builder.Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        await Serving.PrepareAsync(site, settings, ct);
        try
        {
            return await act(new Call(typed, site.Services, settings, ct));
        }
        catch (Exception fault) when (fault is DbException or SocketException)
        {
            throw new CommandException($"The database at {settings.Database.Host} cannot be used: {fault.Message}");
        }
        catch (RequestRefusedException refused)
        {
            throw Call.Refusal(refused.Error);
        }
    });

    /// <summary>An id as it was typed.</summary>
    public static Id IdOf(this Call call, Argument<string> argument) =>
        Id.TryParse(call.Value(argument), null, out var id)
            ? id
            : throw new CommandException($"{argument.Name} must be an id, 24 hex digits, not '{call.Value(argument)}'.", CommandLine.Misused);
}
