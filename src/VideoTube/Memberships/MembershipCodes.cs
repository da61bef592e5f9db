using System.Security.Cryptography;
using System.Text;

namespace VideoTube.Memberships;

/// <summary>
/// Codes as people type them: 16 signs in groups of four, 80 bits. Of Crockford's alphabet, which has no I, L, O, U: what
/// looks like another sign is read as it.
/// </summary>
internal static class MembershipCodes
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16, Group = 4;

    public static string New() =>
        string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(Group).Select(signs => new string(signs)));

    /// <summary>As it is kept: a stolen database gives no codes away.</summary>
    public static string HashOf(string code)
    {
        var plain = new string([.. code.ToUpperInvariant().Where(char.IsLetterOrDigit).Select(sign => sign switch { 'O' => '0', 'I' or 'L' => '1', _ => sign })]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
