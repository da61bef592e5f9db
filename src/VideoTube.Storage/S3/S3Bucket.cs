namespace VideoTube.Storage.S3;

/// <summary>Where a bucket is, and who may use it.</summary>
/// <param name="Endpoint">Of a service that speaks the protocol; null: Amazon's own of the region. Buckets are named in the path there, in the host name at Amazon.</param>
/// <param name="Region">As signatures name it, such as <c>eu-central-1</c>; many services take any.</param>
/// <param name="Folder">Prefix of every object's name, without slashes at its ends; null for none.</param>
/// <param name="PublicEndpoint">As browsers reach the service, where that is another address than this machine's.</param>
public sealed record S3Bucket(
    string Name, string AccessKeyId, string SecretAccessKey, Uri? Endpoint = null, string Region = "us-east-1",
    string? Folder = null, Uri? PublicEndpoint = null)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Name} at {Endpoint?.ToString() ?? $"Amazon S3, {Region}"}";
}
