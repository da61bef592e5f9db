using System.CommandLine;
using VideoTube.Configuration;
using VideoTube.Health;

namespace VideoTube.Commands;

/// <summary>admin maintenance: closes the site for a while, and opens it again. The database is not asked.</summary>
internal static class MaintenanceCommands
{
    private static readonly Argument<string[]> Words = new("WORDS") { Description = "What visitors read meanwhile." };

    public static Command Maintenance() => new("maintenance", "Closes the site to visitors for a while; what plays goes on playing.")
    {
        new Command("on", "Pages and API answer 503 with these words, within a second.") { Words }.Runs(CloseAsync),
        new Command("off", "Opens the site again.").Runs(OpenAsync),
        new Command("status", "Whether the site is closed, and what visitors read.").Runs(TellAsync),
    };

    private static async Task<int> CloseAsync(ParseResult typed, CancellationToken ct)
    {
        var settings = SettingsReader.Read(EnvironmentValues.Read());
        Directory.CreateDirectory(settings.DataFolder);
        var file = Health.Maintenance.FileIn(settings);
        // A reader meets the old words or the new, never half of them.
        await File.WriteAllTextAsync($"{file}.new", string.Join(' ', typed.GetValue(Words)!), ct);
        File.Move($"{file}.new", file, overwrite: true);
        return Tell(typed, settings);
    }

    private static Task<int> OpenAsync(ParseResult typed, CancellationToken ct)
    {
        var settings = SettingsReader.Read(EnvironmentValues.Read());
        if (Directory.Exists(settings.DataFolder))
            File.Delete(Health.Maintenance.FileIn(settings));
        return Task.FromResult(Tell(typed, settings));
    }

    private static Task<int> TellAsync(ParseResult typed, CancellationToken ct) =>
        Task.FromResult(Tell(typed, SettingsReader.Read(EnvironmentValues.Read())));

    private static int Tell(ParseResult typed, Settings settings)
    {
        var file = Health.Maintenance.FileIn(settings);
        var state = File.Exists(file) ? new MaintenanceState(true, File.ReadAllText(file).Trim()) : new MaintenanceState(false, "");
        Console.WriteLine(typed.GetValue(CommandLine.Json) ? JsonLine.Of(state, CommandJson.Default.MaintenanceState)
            : !state.IsClosed ? "The site is open."
            : state.Words.Length == 0 ? "The site is closed for maintenance." : $"The site is closed for maintenance: {state.Words}");
        return CommandLine.Done;
    }
}

internal sealed record MaintenanceState(bool IsClosed, string Words);
