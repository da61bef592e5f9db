using System.CommandLine;
using System.CommandLine.Invocation;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Media.Running;
using VideoTube.Storage;

namespace VideoTube.Commands;

/// <summary>
/// Runs what was typed. Exit codes: 0 it is done; 1 it failed, or found what should not be; 2 it was not understood, or
/// cannot be done here; 3 it is done, but for some that it could not take. Failures that are expected are words on the error
/// output, never a stack trace.
/// </summary>
internal static class CommandLine
{
    public const int Done = 0, Failed = 1, Misused = 2, Partly = 3;

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Answers in JSON, one object a line, for programs.", Recursive = true,
    };

    public static async Task<int> RunAsync(Command root, string[] args)
    {
        var typed = root.Parse(args);
        if (typed.Action is ParseErrorAction)
            return Explain(typed);
        try
        {
            return await typed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // The site and the worker are stopped by their host; whatever else is asked to stop gets time to tidy up.
                ProcessTerminationTimeout = Serving.IsLasting(typed) ? null : TimeSpan.FromSeconds(10),
            });
        }
        catch (CommandException wrong)
        {
            return Fail(wrong.Message, wrong.ExitCode);
        }
        catch (SettingsException wrong)
        {
            return Fail($"VideoTube cannot start:\n  {string.Join("\n  ", wrong.Faults)}");
        }
        catch (Exception wrong) when (wrong is MigrationException or MediaSetupException or DatabaseInUseException)
        {
            return Fail(wrong.Message);
        }
        catch (MediaHostException wrong)
        {
            return Fail(wrong.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail("Stopped.");
        }
    }

    /// <summary>What <see cref="Command.SetAction(Func{ParseResult, CancellationToken, Task{int}})"/> does, for lists of commands.</summary>
    public static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task<int>> act)
    {
        command.SetAction(act);
        return command;
    }

    private static int Explain(ParseResult typed)
    {
        var command = typed.CommandResult.Command;
        foreach (var error in typed.Errors.Select(error => error.Message).Distinct())
            Console.Error.WriteLine(error);
        if (command.Subcommands.Count > 0)
            Console.Error.WriteLine($"Commands: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}");
        Console.Error.WriteLine($"More: ./{PathOf(command)} --help");
        return Misused;
    }

    private static string PathOf(Symbol command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    private static int Fail(string message, int exitCode = Failed)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}

/// <summary>Ends a command with words.</summary>
internal sealed class CommandException(string message, int exitCode = CommandLine.Failed) : Exception(message)
{
    public int ExitCode => exitCode;
}
