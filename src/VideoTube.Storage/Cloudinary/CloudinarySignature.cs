using System.Security.Cryptography;
using System.Text;

namespace VideoTube.Storage.Cloudinary;

/// <summary>How requests are signed: the SHA-1 of their parameters in order, with the secret at the end (Cloudinary's
/// "Generating authentication signatures"). The file, the key and the signature itself are not part of it.</summary>
internal static class CloudinarySignature
{
    /// <summary>The parameters with <c>timestamp</c>, <c>api_key</c> and <c>signature</c>.</summary>
    public static Dictionary<string, string> Sign(
        CloudinaryAccount account, DateTimeOffset now, IEnumerable<(string Name, string Value)> parameters)
    {
        var signed = parameters.ToDictionary(p => p.Name, p => p.Value);
        signed["timestamp"] = now.ToUnixTimeSeconds().ToString();
        var signature = Of(signed, account.ApiSecret);
        signed["api_key"] = account.ApiKey;
        signed["signature"] = signature;
        return signed;
    }

    public static string Of(IEnumerable<KeyValuePair<string, string>> parameters, string secret)
    {
        var text = string.Join('&', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text + secret)));
    }
}
