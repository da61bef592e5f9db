using VideoTube.Storage.Cloudinary;
using VideoTube.Storage.S3;

namespace VideoTube.Configuration;

/// <summary>Where media lives when it is not this machine's disk: one of the two.</summary>
/// <param name="Redirects">Browsers fetch what is large and anyone may see from the bucket, by signed addresses (307), not through this site.</param>
internal sealed record MediaHostSettings(S3Bucket? Bucket, CloudinaryAccount? Cloudinary, bool Redirects);
