using System.Text;

namespace VideoTube.Commands;

/// <summary>Asks whoever sits before the terminal; a program answers on the standard input.</summary>
internal static class Question
{
    /// <summary>A password is never an argument: those are seen by everybody on the machine, and kept by the shell.</summary>
    public static string Password()
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? throw new CommandException("The password is read from the standard input, which is empty.");
        var (first, second) = (Hidden("Password: "), Hidden("Once more: "));
        return first == second ? first : throw new CommandException("These were two different passwords.");
    }

    public static bool IsYes(string question)
    {
        Console.Error.Write($"{question} [y/N] ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static string Hidden(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key != ConsoleKey.Backspace)
                text.Append(key.KeyChar);
            else if (text.Length > 0)
                text.Length--;
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
