using VideoTube.Storage.Cloudinary;
using VideoTube.Storage.S3;

namespace VideoTube.Configuration;

/// <summary>Where media lives when it is not this machine's disk: one of the two.</summary>
/// <param name="Redirects">Browsers fetch what anyone may see from there, by signed addresses (307), not through this site.</param>
internal sealed record MediaHostSettings(S3Bucket? Bucket, CloudinaryAccount? Cloudinary, bool Redirects);
