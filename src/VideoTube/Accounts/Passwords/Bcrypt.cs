using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace VideoTube.Accounts.Passwords;

/// <summary>bcrypt by the system's libxcrypt. Slow by design: tens of milliseconds a call at cost 10.</summary>
internal static unsafe partial class Bcrypt
{
    /// <summary>bcrypt reads no further; more would be silently ignored.</summary>
    public const int MaxPasswordBytes = 72;

    private const string Library = "libcrypt.so.1";
    private const int SaltBytes = 16;
    private const int DataSize = 32768; // sizeof (struct crypt_data), crypt.h
    private const int SettingSize = 192; // CRYPT_GENSALT_OUTPUT_SIZE, crypt.h

    public static string Hash(string password, int cost)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var setting = stackalloc byte[SettingSize];
        fixed (byte* random = salt)
            if (MakeSetting("$2b$", (nuint)cost, random, SaltBytes, setting, SettingSize) == null)
                throw new CryptographicException("libxcrypt makes no bcrypt setting.");
        return Crypt(password, Marshal.PtrToStringUTF8((nint)setting)!)
            ?? throw new CryptographicException("libxcrypt makes no bcrypt hash.");
    }

    public static bool Verify(string password, string hash)
    {
        if (CostOf(hash) is null || password.Contains('\0')) // C text ends there; the rest would not count
            return false;
        // $2a$ of Node and $2y$ of PHP are what libxcrypt calls $2b$; its own $2a$ treats a few passwords otherwise.
        var setting = string.Concat("$2b$", hash.AsSpan(4));
        return Crypt(password, setting) is { } computed
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(setting));
    }

    /// <summary>The cost a hash was made with; null when it is no bcrypt hash.</summary>
    public static int? CostOf(string hash) =>
        Pattern().Match(hash) is { Success: true } match ? int.Parse(match.Groups["cost"].ValueSpan) : null;

    private static string? Crypt(string password, string setting)
    {
        var phrase = Encoding.UTF8.GetBytes(password + '\0');
        var data = NativeMemory.AllocZeroed(DataSize);
        try
        {
            fixed (byte* text = phrase)
                return CryptInto(text, setting, data) is var result && result != null && *result != '*'
                    ? Marshal.PtrToStringUTF8((nint)result)
                    : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(new Span<byte>(data, DataSize)); // holds the password's traces
            CryptographicOperations.ZeroMemory(phrase);
            NativeMemory.Free(data);
        }
    }

    [LibraryImport(Library, EntryPoint = "crypt_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* CryptInto(byte* phrase, string setting, void* data);

    [LibraryImport(Library, EntryPoint = "crypt_gensalt_rn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* MakeSetting(string prefix, nuint count, byte* random, int randomSize, byte* output, int outputSize);

    [GeneratedRegex(@"^\$2[aby]\$(?<cost>0[4-9]|1[0-9])\$[./A-Za-z0-9]{53}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern();
}
