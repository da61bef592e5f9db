using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VideoTube.Http;

namespace VideoTube.Memberships;

/// <summary>
/// Whether a message comes from who knows the channel's secret. Two schemes: <c>Webhook-Signature: t=…,v1=hex</c> over
/// <c>t.body</c>, keyed with the secret as it is written (Stripe's); and, with the headers <c>webhook-id</c> and
/// <c>webhook-timestamp</c>, <c>webhook-signature: v1,base64</c> over <c>id.timestamp.body</c>, keyed with the bytes
/// that the secret encodes (standardwebhooks.com).
/// </summary>
internal static class HookSignature
{
    private const string Prefix = "whsec_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Null when it is right.</summary>
    public static ApiError? Check(IHeaderDictionary headers, ReadOnlyMemory<byte> body, string secret, DateTimeOffset now)
    {
        var given = headers["Webhook-Signature"].ToString();
        string? time;
        bool isRight;
        if (headers["webhook-id"].ToString() is { Length: > 0 } id)
        {
            time = headers["webhook-timestamp"].ToString();
            var mac = Mac(Convert.FromBase64String(secret[Prefix.Length..]), $"{id}.{time}.", body);
            isRight = given.Split(' ').Any(part => part.StartsWith("v1,", StringComparison.Ordinal) && IsSame(mac, FromBase64(part[3..])));
        }
        else
        {
            var parts = given.Split(',', StringSplitOptions.TrimEntries);
            time = parts.FirstOrDefault(part => part.StartsWith("t=", StringComparison.Ordinal))?[2..];
            var mac = Mac(Encoding.UTF8.GetBytes(secret), $"{time}.", body);
            isRight = parts.Any(part => part.StartsWith("v1=", StringComparison.Ordinal) && IsSame(mac, FromHex(part[3..])));
        }

        if (!isRight || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return MembershipErrors.NotSigned;
        return Math.Abs(now.ToUnixTimeSeconds() - (double)seconds) > Tolerance.TotalSeconds ? MembershipErrors.SignedLongAgo : null;
    }

    private static byte[] Mac(byte[] key, string before, ReadOnlyMemory<byte> body) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(before), .. body.Span]);

    private static bool IsSame(byte[] mac, byte[] given) => CryptographicOperations.FixedTimeEquals(mac, given);

    private static byte[] FromHex(string text) =>
        text.Length == 2 * HMACSHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : [];

    private static byte[] FromBase64(string text) => Base64.IsValid(text) ? Convert.FromBase64String(text) : [];
}
