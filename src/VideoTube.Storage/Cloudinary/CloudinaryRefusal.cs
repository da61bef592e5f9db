using System.Net;
using System.Text.RegularExpressions;

namespace VideoTube.Storage.Cloudinary;

/// <summary>Cloudinary answered, but not with what was asked for.</summary>
internal sealed class CloudinaryRefusalException : MediaHostException
{
    private readonly HttpStatusCode status;
    private readonly string reason;

    public CloudinaryRefusalException(HttpStatusCode status, string reason) : base($"{Words(status)}: {reason}")
    {
        (this.status, this.reason) = (status, reason);
        IsRefusal = (int)status is >= 400 and < 500 and not (408 or 420 or 429);
    }

    public bool IsMissing => status == HttpStatusCode.NotFound;

    /// <summary>
    /// Of an upload: the file is larger than the plan allows ("File size too large. Got … Maximum is …", 400), or the plan is
    /// used up, for which no wording is documented.
    /// </summary>
    public bool MeansFull => status is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.InsufficientStorage
        || (status is HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden
            && FullWords.Any(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static readonly string[] FullWords = ["too large", "quota", "exceed", "storage limit", "usage limit"];

    private static string Words(HttpStatusCode status) => (int)status switch
    {
        401 => "Cloudinary does not accept the API key or what its secret signed (401)",
        420 or 429 => $"Cloudinary takes no more requests for now ({(int)status})",
        _ => $"Cloudinary answered {(int)status}",
    };
}

internal static partial class CloudinaryRefusal
{
    private const int MaxLength = 300;

    /// <summary>What Cloudinary says, without what signs or is signed: it repeats both when a signature is wrong.</summary>
    public static string Reason(string? message, CloudinaryAccount account)
    {
        if (string.IsNullOrWhiteSpace(message))
            return "it gave no reason.";

        var unsigned = message.Split("String to sign", 2)[0].Replace(account.ApiSecret, "…", StringComparison.Ordinal);
        var told = Hexadecimal.Replace(unsigned, "…").Trim();
        return told.Length > MaxLength ? told[..MaxLength] + "…" : told;
    }

    [GeneratedRegex("[0-9a-fA-F]{32,}", RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal { get; }
}
