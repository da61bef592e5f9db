using VideoTube.Storage;
using VideoTube.Storage.Cloudinary;
using VideoTube.Storage.S3;

namespace VideoTube.Configuration;

internal sealed partial class SettingsReader
{
    private MediaHostSettings? MediaHost()
    {
        var (bucket, cloudinary) = (Bucket(), Cloudinary());
        if (bucket is not null && cloudinary is not null)
            Fault("CLOUDINARY_CLOUD_NAME", "must be left out where S3_BUCKET is set: media lives in one place");
        var redirects = Value("MEDIA_REDIRECT");
        if (redirects is not (null or "true" or "false"))
            Fault("MEDIA_REDIRECT", $"must be true or false, not '{redirects}'");
        if (redirects == "true" && bucket is null)
            Fault("MEDIA_REDIRECT", "needs S3_BUCKET: browsers can be sent nowhere else");
        return bucket is null && cloudinary is null ? null : new MediaHostSettings(bucket, cloudinary, redirects == "true");
    }

    private S3Bucket? Bucket()
    {
        var (endpoint, shown, folder, region) = (Address("S3_ENDPOINT"), Address("S3_PUBLIC_ENDPOINT"), Folder("S3_FOLDER"), Value("S3_REGION"));
        if (!IsWhole("S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"))
            return null;
        if (Value("S3_ENDPOINT") is null && region is null)
            Fault("S3_REGION", "must be set, such as eu-central-1, where S3_ENDPOINT is not");
        return new S3Bucket(
            Value("S3_BUCKET")!, Value("S3_ACCESS_KEY_ID")!, Value("S3_SECRET_ACCESS_KEY")!, endpoint, region ?? "us-east-1", folder, shown);
    }

    private CloudinaryAccount? Cloudinary() =>
        IsWhole("CLOUDINARY_CLOUD_NAME", "CLOUDINARY_API_KEY", "CLOUDINARY_API_SECRET")
            ? new CloudinaryAccount(
                Value("CLOUDINARY_CLOUD_NAME")!, Value("CLOUDINARY_API_KEY")!, Value("CLOUDINARY_API_SECRET")!,
                Address("CLOUDINARY_ENDPOINT"), Folder("CLOUDINARY_FOLDER"))
            : null;

    /// <summary>True when all are there; a fault for each that is missing beside others.</summary>
    private bool IsWhole(params string[] keys)
    {
        var missing = keys.Where(key => Value(key) is null).ToList();
        if (missing.Count < keys.Length)
            missing.ForEach(key => Fault(key, $"must be set where {keys.First(there => Value(there) is not null)} is"));
        return missing.Count == 0;
    }

    private Uri? Address(string key)
    {
        if (Value(key) is not { } text)
            return null;
        if (IsOrigin(text))
            return new Uri(text);
        Fault(key, $"must be an address such as https://s3.example.org, not '{text}'");
        return null;
    }

    private string? Folder(string key)
    {
        if (Value(key)?.Trim('/') is not { Length: > 0 } folder)
            return null;
        if (!MediaKey.TryParse(folder, out _))
            Fault(key, $"must be names of letters, digits, '.', '_' and '-', joined by '/', not '{Value(key)}'");
        return folder;
    }
}
