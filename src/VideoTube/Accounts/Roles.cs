namespace VideoTube.Accounts;

/// <summary>What somebody may do beyond their own things.</summary>
internal static class Roles
{
    public const string User = "user";

    /// <summary>Judges reports, takes things down, bans people.</summary>
    public const string Moderator = "moderator";

    /// <summary>Does that too, and says who else does.</summary>
    public const string Admin = "admin";

    public static bool Moderates(string role) => role is Moderator or Admin;
}
