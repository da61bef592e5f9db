namespace VideoTube.Storage.Cloudinary;

/// <param name="CloudName">Names the product environment, in every address.</param>
/// <param name="ApiKey">Names the secret; not secret itself.</param>
/// <param name="ApiSecret">Signs requests.</param>
/// <param name="ApiAddress">Where the API answers; null for <c>https://api.cloudinary.com</c>.</param>
/// <param name="Folder">What all public IDs begin with, itself in the form of a <see cref="MediaKey"/>; null for none.</param>
public sealed record CloudinaryAccount(
    string CloudName, string ApiKey, string ApiSecret, Uri? ApiAddress = null, string? Folder = null)
{
    /// <summary>Without the secret, so that it cannot reach a log.</summary>
    public override string ToString() => $"Cloudinary {CloudName}";
}
