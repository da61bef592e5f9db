using System.CommandLine;
using VideoTube.Storage;
using VideoTube.Upkeep;

namespace VideoTube.Commands;

/// <summary>admin storage check: do the rows have their files, and the files their rows.</summary>
internal static class StorageCommands
{
    private static readonly Option<bool> Fix = new("--fix") { Description = "Deletes files that nobody refers to; asks before." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask." };

    public static Command Storage() => new("storage", "The media files.")
    {
        new Command("check", "Finds media that are missing or of a wrong size, and files nobody refers to. Ends with 1 when something is missing.") { Fix, Yes }
            .Does(CheckAsync),
    };

    private static async Task<int> CheckAsync(Call call)
    {
        var table = new Table<Finding>(
            call.AsJson, CommandJson.Default.Finding,
            new("PROBLEM", 8, finding => finding.Problem.ToString().ToLowerInvariant()),
            new("BYTES", 12, finding => finding.Bytes) { IsNumber = true },
            new("KEY", 70, finding => finding.Key), new("", 0, finding => finding.Detail ?? ""));
        var (lost, unused, bytes) = (0L, 0L, 0L);
        var check = call.Get<StorageCheck>();
        await foreach (var finding in check.FindLostAsync(call.Ct))
        {
            lost++;
            table.Write(finding);
        }

        await foreach (var finding in check.FindUnusedAsync(call.Ct))
        {
            (unused, bytes) = (unused + 1, bytes + finding.Bytes!.Value);
            table.Write(finding);
        }

        Console.Error.WriteLine($"{lost} missing or of a wrong size, {unused} that nobody refers to ({bytes} bytes).");
        if (call.Value(Fix) && unused > 0 && (call.Value(Yes) || Question.IsYes($"Delete {unused} files?")))
            await DeleteAsync(call, check);
        return lost == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    private static async Task DeleteAsync(Call call, StorageCheck check)
    {
        var (store, deleted) = (call.Get<IMediaStore>(), 0L);
        await foreach (var finding in check.FindUnusedAsync(call.Ct))
            deleted += await store.DeleteAsync(MediaKey.Parse(finding.Key), call.Ct) ? 1 : 0;
        Console.Error.WriteLine($"{deleted} files deleted.");
    }
}
