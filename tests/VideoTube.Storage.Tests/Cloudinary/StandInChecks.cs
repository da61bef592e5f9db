using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace VideoTube.Storage.Tests.Cloudinary;

/// <summary>Who asks, as the stand-in judges it.</summary>
internal sealed class StandInChecks(TimeProvider time)
{
    private static readonly string[] Unsigned = ["file", "api_key", "signature", "resource_type", "cloud_name"];

    public int AdminRequests { get; set; } = int.MaxValue;

    /// <summary>The parameters of a signed request.</summary>
    public Dictionary<string, string> Signed(Dictionary<string, string> parameters)
    {
        Require(parameters.GetValueOrDefault("api_key") == CloudinaryStandIn.Key, 401, "Unknown API key");
        var text = string.Join('&', parameters.Where(p => !Unsigned.Contains(p.Key))
            .OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + "=" + p.Value));
        var signature = parameters.GetValueOrDefault("signature");
        Require(signature == Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text + CloudinaryStandIn.Secret))), 401,
            $"Invalid Signature {signature}. String to sign - '{text}'.");
        Require(parameters.GetValueOrDefault("type") == "authenticated", 400, "the store's files are authenticated");
        CheckTime(parameters);
        return parameters;
    }

    public void Admin(HttpContext http)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{CloudinaryStandIn.Key}:{CloudinaryStandIn.Secret}"));
        Require(http.Request.Headers.Authorization == $"Basic {basic}", 401, "Invalid credentials");
        Require(AdminRequests-- > 0, 420,
            "Rate Limit Exceeded. Limit of 500 api operations reached. Try again on 2030-01-01 10:00:00 UTC");
    }

    public static void Require(bool holds, int status, string message)
    {
        if (!holds)
            throw new StandInRefusal(status, message);
    }

    /// <summary>A download lives until expires_at; any other request for an hour.</summary>
    private void CheckTime(Dictionary<string, string> parameters)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (parameters.TryGetValue("expires_at", out var end))
            Require(now < long.Parse(end), 401, "The link has expired");
        else
            Require(now - long.Parse(parameters["timestamp"]) < 3600, 400, "Stale request");
    }
}

internal sealed class StandInRefusal(int status, string message) : Exception(message)
{
    public int Status => status;
}
