using System.CommandLine;
using VideoTube.Accounts;
using VideoTube.Accounts.Closing;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;
using VideoTube.Moderation;

namespace VideoTube.Commands;

/// <summary>admin users: accounts, as whoever runs the program looks after them. What is changed is noted in the audit log.</summary>
internal static class UserCommands
{
    private static readonly Argument<string> Name = new("NAME") { Description = "A username, or an e-mail address." };
    private static readonly Argument<string> NewName = new("NAME") { Description = "The username." };
    private static readonly Option<string> Email = new("--email") { Description = "Their e-mail address.", Required = true };
    private static readonly Option<string> Fullname = new("--fullname") { Description = "Their name as others read it.", Required = true };
    private static readonly Option<string> BanReason = new("--reason") { Description = "Told to them when they try to sign in.", Required = true };
    private static readonly Option<string> Reason = new("--reason") { Description = "For the audit log." };
    private static readonly Option<string> Search = new("--search") { Description = "Part of a username, or a whole e-mail address." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask." };
    private static readonly Option<bool> Banned = new("--banned") { Description = "Only those who are banned." };

    private static readonly Option<string> Role = new Option<string>("--role") { Description = "Only those with this role.", HelpName = "user|moderator|admin" }
        .AcceptOnlyFromAmong(Roles.User, Roles.Moderator, Roles.Admin);

    public static Command Users() => new("users", "People and their accounts.")
    {
        new Command("list", "Everybody, the newest first.") { Search, Role, Banned }.Does(ListAsync),
        new Command("show", "One of them.") { Name }.Does(ShowAsync),
        new Command("create", "Makes an account; asks for the password, or reads it from the standard input.") { NewName, Email, Fullname }.Does(CreateAsync),
        new Command("password", "Sets a new password, which is asked for or read from the standard input, and ends all their sessions.") { Name }.Does(SetPasswordAsync),
        new Command("delete", "Deletes an account with all that is theirs, for good; asks before.") { Name, Yes }.Does(DeleteAsync),
        new Command("verify", "Takes their e-mail address for confirmed, where no mail reaches them.") { Name }.Does(VerifyAsync),
        new Command("ban", "Keeps somebody out, and withholds all that is theirs.") { Name, BanReason }.Does(BanAsync),
        new Command("unban", "Lets somebody in again.") { Name, Reason }.Does(UnbanAsync),
    };

    /// <summary>Whom the command is about.</summary>
    public static async Task<KnownPassword> FindAsync(Call call, Argument<string> argument)
    {
        var name = AccountRules.Normal(call.Value(argument));
        return await call.Get<AccountStore>().FindPasswordAsync(name.Contains('@') ? name : null, name, call.Ct)
            ?? throw new CommandException($"There is no user {name}.");
    }

    public static async Task<int> TellAsync(Call call, KnownPassword person, string words) =>
        call.Done((await call.Get<PeopleStore>().FindAsync(person.UserId, call.Ct))!, CommandJson.Default.KnownPerson, words);

    private static async Task<int> ListAsync(Call call)
    {
        var (people, table) = (call.Get<PeopleStore>(), TableOf(call));
        var filter = new PeopleFilter(call.Value(Search), call.Value(Role), call.Value(Banned) ? true : null);
        var after = default(Cursor);
        do
        {
            var page = await people.ListAsync(filter, new PageRequest(1, PageRequest.MaxLimit, after), call.Ct);
            foreach (var person in page.Docs)
                table.Write(person);
            after = page.NextCursor is { } next && Cursor.TryParse(next, out var cursor) ? cursor : null;
        }
        while (after is not null);
        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(Call call)
    {
        var known = await FindAsync(call, Name);
        TableOf(call).WriteAlone((await call.Get<PeopleStore>().FindAsync(known.UserId, call.Ct))!);
        return CommandLine.Done;
    }

    private static async Task<int> CreateAsync(Call call)
    {
        var registration = new Registration(call.Value(Fullname), call.Value(Email), call.Value(NewName), Question.Password());
        var made = await call.Get<RegisterAccount>().RunAsync(registration, avatar: null, coverImage: null, new Device("", Actor.CommandLine.Name), call.Ct);
        if (made.Error is { } error)
            throw Call.Refusal(error);
        await call.Get<NoteAct>().RunAsync("user.create", made.Value!.Id, call.Ct);
        return await TellAsync(call, await FindAsync(call, NewName), $"{made.Value!.Username} has an account now.");
    }

    private static async Task<int> SetPasswordAsync(Call call)
    {
        var known = await FindAsync(call, Name);
        if (await call.Get<SetPassword>().RunAsync(Actor.CommandLine, known, Question.Password(), call.Ct) is { } error)
            throw Call.Refusal(error);
        return await TellAsync(call, known, $"{known.Username} has a new password, and is signed out everywhere.");
    }

    private static async Task<int> DeleteAsync(Call call)
    {
        var known = await FindAsync(call, Name);
        if (!call.Value(Yes) && !Question.IsYes($"Delete {known.Username} with all that is theirs, for good?"))
            throw new CommandException("Nothing was deleted.");
        var person = (await call.Get<PeopleStore>().FindAsync(known.UserId, call.Ct))!;
        if (await call.Get<ClosedAccountStore>().CloseAsync(known, call.Ct) is { } error)
            throw Call.Refusal(error);
        await call.Get<NoteAct>().RunAsync("user.delete", known.UserId, CancellationToken.None);
        await call.Get<RemoveClosedAccounts>().RunAsync(call.Ct);
        return call.Done(person, CommandJson.Default.KnownPerson, $"{known.Username} is deleted.");
    }

    private static async Task<int> VerifyAsync(Call call)
    {
        var known = await FindAsync(call, Name);
        await call.Get<ConfirmEmail>().RunAsync(Actor.CommandLine, known.UserId, call.Ct);
        return await TellAsync(call, known, $"{known.Email} is confirmed.");
    }

    private static async Task<int> BanAsync(Call call)
    {
        var known = await FindAsync(call, Name);
        var banned = await call.Get<BanUser>().RunAsync(Actor.CommandLine, known.UserId, call.Value(BanReason)!, until: null, call.Ct);
        return banned.Error is { } error ? throw Call.Refusal(error) : await TellAsync(call, known, $"{known.Username} is banned.");
    }

    private static async Task<int> UnbanAsync(Call call)
    {
        var known = await FindAsync(call, Name);
        return await call.Get<LiftBan>().RunAsync(Actor.CommandLine, known.UserId, call.Value(Reason) ?? "", call.Ct) is { } error
            ? throw Call.Refusal(error)
            : await TellAsync(call, known, $"{known.Username} may come in again.");
    }

    private static Table<KnownPerson> TableOf(Call call) => new(
        call.AsJson, CommandJson.Default.KnownPerson,
        new("ID", 24, person => person.Id), new("USERNAME", 30, person => person.Username), new("ROLE", 9, person => person.Role),
        new("BANNED", 19, person => person.BannedAt), new("JOINED", 19, person => person.CreatedAt), new("EMAIL", 30, person => person.Email),
        new("FULL NAME", 0, person => person.Fullname));
}
