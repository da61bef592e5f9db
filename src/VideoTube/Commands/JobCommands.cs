using System.CommandLine;
using VideoTube.Processing;

namespace VideoTube.Commands;

/// <summary>admin jobs: what is queued, runs and failed, and another try for what failed.</summary>
internal static class JobCommands
{
    private static readonly Option<string> State = new Option<string>("--state")
    {
        Description = "Only jobs in this state.", HelpName = "queued|running|done|failed",
    }.AcceptOnlyFromAmong("queued", "running", "done", "failed");

    private static readonly Option<bool> AllFailed = new("--failed") { Description = "All jobs that failed." };

    private static readonly Argument<string> Job = new("ID") { Description = "The job's id, as list shows it." };

    private static readonly Argument<string?> AnyJob = new("ID")
    {
        Description = "The job's id, as list shows it.", Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Jobs() => new("jobs", "Work on videos: what is queued, runs, and failed.")
    {
        new Command("list", "All jobs of the last 30 days, the newest first.") { State }.Does(ListAsync),
        new Command("show", "One job.") { Job }.Does(ShowAsync),
        new Command("retry", "Tries a failed job again; its video is processed once more.") { AnyJob, AllFailed }.Does(RetryAsync),
        new Command("cancel", "Ends a job that waits or runs; what its video plays already, it goes on playing.") { Job }.Does(CancelAsync),
    };

    private static async Task<int> ListAsync(Call call)
    {
        var table = TableOf(call);
        await foreach (var job in call.Get<JobStore>().ListAsync(call.Value(State), call.Ct))
            table.Write(job);
        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(Call call)
    {
        TableOf(call).WriteAlone(await call.Get<JobStore>().FindAsync(call.IdOf(Job), call.Ct) ?? throw NoSuchJob(call.Value(Job)));
        return CommandLine.Done;
    }

    private static async Task<int> RetryAsync(Call call)
    {
        var (one, all) = (call.Value(AnyJob), call.Value(AllFailed));
        if (one is null != all)
            throw new CommandException("Give the ID of a job, or --failed for all that failed.", CommandLine.Misused);
        var retry = call.Get<RetryVideo>();
        if (one is not null)
        {
            if (!await retry.RunAsync(call.IdOf(AnyJob!), call.Ct))
                throw new CommandException($"There is no failed job {one}.");
            return call.Done(new JobCount(1), CommandJson.Default.JobCount, $"Job {one} is queued again.");
        }

        var count = 0;
        await foreach (var job in call.Get<JobStore>().ListAsync("failed", call.Ct))
            count += await retry.RunAsync(job.Id, call.Ct) ? 1 : 0;
        return call.Done(new JobCount(count), CommandJson.Default.JobCount, $"{count} failed jobs are queued again.");
    }

    private static async Task<int> CancelAsync(Call call) =>
        await call.Get<FailVideo>().CancelAsync(call.IdOf(Job), call.Ct)
            ? call.Done(new JobCount(1), CommandJson.Default.JobCount, $"Job {call.Value(Job)} is cancelled.")
            : throw new CommandException($"There is no job {call.Value(Job)} that waits or runs.");

    private static CommandException NoSuchJob(string id) => new($"There is no job {id}.");

    private static Table<ListedJob> TableOf(Call call) => new(
        call.AsJson, CommandJson.Default.ListedJob,
        new("ID", 24, job => job.Id), new("KIND", 8, job => job.Kind), new("STATE", 8, job => job.State),
        new("TRIES", 5, job => job.Attempts) { IsNumber = true }, new("%", 3, job => job.Progress) { IsNumber = true },
        new("CHANGED", 19, job => job.UpdatedAt), new("VIDEO", 24, job => job.Video), new("TITLE", 30, job => job.Title),
        new("ERROR", 0, job => job.Error));
}

internal sealed record JobCount(int Jobs);
