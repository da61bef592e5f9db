using System.CommandLine;
using VideoTube.Accounts;
using VideoTube.Moderation;

namespace VideoTube.Commands;

/// <summary>admin grant and revoke: who looks after the site. The first admin is made here.</summary>
internal static class RoleCommands
{
    private static readonly Argument<string> Name = new("NAME") { Description = "A username, or an e-mail address." };

    private static readonly Argument<string> Role = new Argument<string>("ROLE")
    {
        Description = "admin or moderator.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => Roles.Admin,
    }.AcceptOnlyFromAmong(Roles.Admin, Roles.Moderator);

    public static Command Grant() =>
        new Command("grant", "Makes somebody an admin or a moderator.") { Name, Role }.Does(call => SetAsync(call, call.Value(Role)));

    public static Command Revoke() =>
        new Command("revoke", "Takes every role from somebody.") { Name }.Does(call => SetAsync(call, Roles.User));

    private static async Task<int> SetAsync(Call call, string role)
    {
        var known = await UserCommands.FindAsync(call, Name);
        var granted = await call.Get<GrantRole>().RunAsync(Actor.CommandLine, known.UserId, role, reason: "", call.Ct);
        return granted.Error is { } error
            ? throw Call.Refusal(error)
            : await UserCommands.TellAsync(call, known, role == Roles.User ? $"{known.Username} has no role any more." : $"{known.Username} is {(role == Roles.Admin ? "an admin" : "a moderator")} now.");
    }
}
