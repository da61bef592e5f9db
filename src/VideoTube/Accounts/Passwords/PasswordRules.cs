using System.Text;

namespace VideoTube.Accounts.Passwords;

/// <summary>Which passwords are taken: long enough, not the person's own name, not among the first that are guessed.</summary>
internal static class PasswordRules
{
    private const int MinLength = 8; // NIST SP 800-63B section 5.1.1.1

    /// <summary>What is wrong with a password, or null.</summary>
    public static string? FaultOf(string password, string username, string email)
    {
        if (password.Length < MinLength)
            return $"The password must have at least {MinLength} characters";
        if (Encoding.UTF8.GetByteCount(password) > Bcrypt.MaxPasswordBytes)
            return $"The password must not be longer than {Bcrypt.MaxPasswordBytes} bytes";
        if (password.Contains('\0'))
            return "The password must not contain a null character";
        if (IsSame(password, username) || IsSame(password, email) || IsSame(password, email.Split('@')[0]))
            return "The password must not be your username or email";
        if (CommonPasswords.Contains(password) || password.Distinct().Count() < 3)
            return "The password is one of the first that are guessed";
        return null;
    }

    private static bool IsSame(string password, string name) => password.Equals(name, StringComparison.OrdinalIgnoreCase);
}
