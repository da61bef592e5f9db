using JWT;
using JWT.Algorithms;
using JWT.Exceptions;
using JWT.Serializers;
using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

/// <summary>Writes and reads JSON web tokens signed with HMAC-SHA256, and with nothing else.</summary>
internal sealed class TokenCodec
{
    private const int MaxLength = 4096; // browsers keep no longer cookies

    private readonly byte[] secret;
    private readonly JwtEncoder encoder;
    private readonly JwtDecoder decoder;
    private readonly string header;

    public TokenCodec(TokenSettings settings, TimeProvider time)
    {
        secret = settings.Secret;
        var (algorithm, json, base64) = (new HMACSHA256Algorithm(), new JsonNetSerializer(), new JwtBase64UrlEncoder());
        encoder = new JwtEncoder(algorithm, json, base64);
        decoder = new JwtDecoder(json, new JwtValidator(json, new Clock(time)), base64, algorithm);
        var example = encoder.Encode(new Dictionary<string, object>(), secret);
        header = example[..(example.IndexOf('.') + 1)];
    }

    public string Write(Dictionary<string, object> claims) => encoder.Encode(claims, secret);

    public Result<Dictionary<string, object>> Read(string token)
    {
        // A token of ours has our header to the letter: no other algorithm is even looked at.
        if (token.Length > MaxLength || !token.StartsWith(header, StringComparison.Ordinal))
            return AccountErrors.InvalidToken;
        try
        {
            return decoder.DecodeToObject<Dictionary<string, object>>(token, secret, verify: true);
        }
        catch (TokenExpiredException)
        {
            return AccountErrors.ExpiredToken;
        }
        catch (Exception wrong) when (wrong is SignatureVerificationException or InvalidTokenPartsException or FormatException
            or ArgumentException or Newtonsoft.Json.JsonException)
        {
            return AccountErrors.InvalidToken;
        }
    }

    private sealed class Clock(TimeProvider time) : IDateTimeProvider
    {
        public DateTimeOffset GetNow() => time.GetUtcNow();
    }
}
