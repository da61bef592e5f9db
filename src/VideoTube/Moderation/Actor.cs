using VideoTube.Accounts;
using VideoTube.Data;

namespace VideoTube.Moderation;

/// <summary>Who acts for the site, as the audit log names them.</summary>
/// <param name="Id">Null when it is nobody with an account.</param>
internal sealed record Actor(Id? Id, string Name)
{
    /// <summary>Whoever runs the program; may do everything.</summary>
    public static Actor CommandLine { get; } = new(null, "command line");

    /// <summary>A ban that ran out.</summary>
    public static Actor Expiry { get; } = new(null, "expiry");

    public static Actor Of(CurrentUser user) => new(user.Id, user.Username);
}
