using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.MediaHosts;
using VideoTube.Storage;
using VideoTube.Upkeep;

namespace VideoTube.Commands;

/// <summary>admin backup and restore: the embedded database in one file, and the media in a folder beside it.</summary>
internal static class BackupCommands
{
    private static readonly Argument<string> File = new("FILE") { Description = "The backup. With --media, the folder 'media' beside it holds the files." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replaces FILE when it is there." };
    private static readonly Option<bool> Media = new("--media") { Description = "Media too; what the folder has already is not copied again." };

    public static Command Backup() =>
        new Command("backup", "Copies the embedded database into one file, while the site runs and is written to.") { File, Force, Media }
            .Runs(BackupAsync);

    public static Command Restore() =>
        new Command("restore", "Puts a backup in the place of the embedded database, which is kept beside it. The site must be stopped.") { File, Media }
            .Runs(RestoreAsync);

    private static async Task<int> BackupAsync(ParseResult typed, CancellationToken ct)
    {
        var (settings, file) = Read(typed, "pg_dump --format=custom --file={0} \"$DATABASE_URL\"");
        var database = DatabaseAddress.FileIn(settings.DataFolder);
        if (!System.IO.File.Exists(database))
            throw new CommandException($"There is no database at {database}.");
        if (System.IO.File.Exists(file) && !typed.GetValue(Force))
            throw new CommandException($"{file} is there already. Give another name, or --force to replace it.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using (DatabaseLock.Share(database))
            await Task.Run(() => Worded(() => SqliteBackup.Write(database, file)), ct);
        // After the database: each row in it then finds its files, unless they were deleted meanwhile.
        var media = typed.GetValue(Media) ? await new MediaMirror(StoreOf(settings), MediaBeside(file)).FillAsync(ct) : null;
        return Tell(typed, new BackupReport(file, new FileInfo(file).Length, media?.New, media?.There), $"The database is in {file}.", media, MediaBeside(file));
    }

    private static async Task<int> RestoreAsync(ParseResult typed, CancellationToken ct)
    {
        var (settings, file) = Read(typed, "pg_restore --clean --if-exists --dbname=\"$DATABASE_URL\" {0}");
        if (!System.IO.File.Exists(file))
            throw new CommandException($"There is no file {file}.");
        if (typed.GetValue(Media) && !Directory.Exists(MediaBeside(file)))
            throw new CommandException($"There is no folder {MediaBeside(file)}.");
        var database = DatabaseAddress.FileIn(settings.DataFolder);
        using var alone = DatabaseLock.TakeAlone(database);
        var kept = await Task.Run(() => Worded(() => SqliteBackup.Restore(file, database, TimeProvider.System.GetUtcNow())), CancellationToken.None);
        var media = typed.GetValue(Media) ? await new MediaMirror(StoreOf(settings), MediaBeside(file)).EmptyIntoStoreAsync(ct) : null;
        return Tell(typed, new RestoreReport(database, kept, media?.New, media?.There),
            kept is null ? $"The database is restored from {file}." : $"The database is restored from {file}; the one before is kept as {kept}.",
            media, PlaceOf(settings));
    }

    private static (Settings Settings, string File) Read(ParseResult typed, string postgresCommand)
    {
        var settings = SettingsReader.Read(EnvironmentValues.Read());
        var file = Path.GetFullPath(typed.GetRequiredValue(File));
        return settings.Database.PostgresConnection is null
            ? (settings, file)
            : throw new CommandException($"PostgreSQL has its own tools for this:\n  {string.Format(postgresCommand, file)}\nThe media are in {PlaceOf(settings)}: copy them too.", CommandLine.Misused);
    }

    private static IMediaStore StoreOf(Settings settings) => settings.OpenMedia(NullLogger.Instance);

    private static string PlaceOf(Settings settings) => settings.MediaHost switch
    {
        { Bucket: { } bucket } => $"the bucket {bucket}",
        { Cloudinary: { } account } => $"the account {account.CloudName} at Cloudinary",
        _ => settings.MediaFolder,
    };

    private static string MediaBeside(string file) => Path.Combine(Path.GetDirectoryName(file)!, "media");

    private static int Tell(ParseResult typed, object report, string words, MirrorCount? media, string folder)
    {
        if (typed.GetValue(CommandLine.Json))
            Console.WriteLine(report is BackupReport backup ? JsonLine.Of(backup, CommandJson.Default.BackupReport) : JsonLine.Of((RestoreReport)report, CommandJson.Default.RestoreReport));
        else
            Console.WriteLine(media is null ? words : $"{words}\nMedia in {folder}: {media.New} files new, {media.There} there already.");
        return CommandLine.Done;
    }

    private static void Worded(Action act) => Worded(() =>
    {
        act();
        return true;
    });

    private static T Worded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception fault) when (fault is DatabaseDamagedException or IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            throw new CommandException($"{fault.Message}\nNothing was changed.");
        }
    }
}

internal sealed record BackupReport(string File, long Bytes, long? MediaNew, long? MediaThere);

/// <param name="Kept">Where the database is kept that was there before.</param>
internal sealed record RestoreReport(string Database, string? Kept, long? MediaNew, long? MediaThere);
