using System.Collections.Frozen;

namespace VideoTube.Accounts.Passwords;

/// <summary>Passwords of eight characters and more that every list of leaked ones has near its top.</summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "12345678", "123456789", "1234567890", "0123456789", "12345678910", "123123123", "987654321", "87654321",
        "password", "password1", "password12", "password123", "password1234", "passw0rd", "p@ssw0rd", "p@ssword",
        "pa$$word", "password!", "passwort", "motdepasse", "contraseña", "qwertyui", "qwertyuiop", "qwerty12", "qwerty123",
        "qwerty1234", "qwertz123", "azertyuiop", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "q1w2e3r4", "zaq12wsx", "asdfghjk",
        "asdfghjkl", "zxcvbnm1", "zxcvbnm123", "abcd1234", "abc12345", "a1b2c3d4", "abcdefgh", "abcdefg1", "iloveyou",
        "iloveyou1", "iloveyou2", "sunshine", "sunshine1", "princess", "princess1", "football", "football1", "baseball",
        "basketball", "superman", "batman123", "spiderman", "starwars", "pokemon1", "computer", "internet", "michelle",
        "jennifer", "jonathan", "trustno1", "whatever", "welcome1", "welcome123", "letmein1", "letmein123", "admin123",
        "admin1234", "administrator", "changeme", "changeme1", "changeme123", "secret123", "test1234", "testtest", "videotube");

    public static bool Contains(string password) => All.Contains(password);
}
