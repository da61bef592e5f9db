using System.CommandLine;
using VideoTube.Importing;
using VideoTube.Processing;

namespace VideoTube.Commands;

/// <summary>import: people and videos of another site.</summary>
internal static class ImportCommands
{
    private static readonly Argument<string> Users = new("USERS") { Description = "mongoexport's file of the collection users." };
    private static readonly Argument<string> Videos = new("VIDEOS") { Description = "mongoexport's file of the collection videos." };

    private static readonly Option<string> Root = new("--media-root")
    {
        Description = "Folder with the media, fetched before: files are found by the name their address ends with.", HelpName = "FOLDER",
    };

    public static Command MongoExport() => new Command(
        "mongo-export",
        "Users and videos of an Express and Mongoose backend, as mongoexport writes them: a document a line or an array. Ids and passwords stay. It may be run again. Ends with 3 when some had to be skipped.")
        { Users, Videos, Root }.Does(RunAsync);

    private static async Task<int> RunAsync(Call call)
    {
        var media = call.Value(Root) is { } root ? await OpenAsync(call, root) : null;
        foreach (var file in new[] { call.Value(Users), call.Value(Videos) })
            if (!File.Exists(file))
                throw new CommandException($"There is no file {file}.");

        var report = new ImportReport(line => Console.WriteLine(call.AsJson
            ? JsonLine.Of(line, CommandJson.Default.ImportLine)
            : $"{line.File}:{line.Line}: {line.Outcome}: {line.Reason}{(line.Detail is null ? "" : $" ({line.Detail})")}"));
        await call.Get<ImportMongoExport>().RunAsync(call.Value(Users), call.Value(Videos), media, report, call.Ct);

        var table = new Table<ImportCount>(
            call.AsJson, CommandJson.Default.ImportCount, new("", 14, count => count.What),
            new("IMPORTED", 10, count => count.Imported) { IsNumber = true },
            new("ALREADY THERE", 13, count => count.AlreadyThere) { IsNumber = true },
            new("SKIPPED", 10, count => count.Skipped) { IsNumber = true });
        foreach (var count in report.Counts)
            table.Write(count);
        var why = new Table<ImportReason>(
            call.AsJson, CommandJson.Default.ImportReason, new("SKIPPED", 14, reason => reason.What),
            new("TIMES", 10, reason => reason.Count) { IsNumber = true }, new("WHY", 0, reason => reason.Reason));
        foreach (var reason in report.Reasons)
            why.Write(reason);
        if (report.Faults == 0)
            return CommandLine.Done;
        Console.Error.WriteLine($"{report.Faults} could not be imported; all others are here.");
        return CommandLine.Partly;
    }

    private static async Task<MediaRoot> OpenAsync(Call call, string root)
    {
        if (root.Contains("://"))
            throw new CommandException("Nothing is fetched over the network. Fetch the media into a folder first, and give that as --media-root.", CommandLine.Misused);
        if (!Directory.Exists(root))
            throw new CommandException($"There is no folder {root}.");
        await call.Services.CheckMediaAsync();
        return new MediaRoot(root);
    }
}
