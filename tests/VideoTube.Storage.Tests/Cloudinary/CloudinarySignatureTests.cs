using VideoTube.Storage.Cloudinary;

namespace VideoTube.Storage.Tests.Cloudinary;

public sealed class CloudinarySignatureTests
{
    /// <summary>The example of "Generating authentication signatures".</summary>
    [Fact]
    public void The_documented_example_is_signed_as_documented() => Assert.Equal(
        "bfd09f95f331f558cbd1320e67aa8d488770583e",
        CloudinarySignature.Of(
            new Dictionary<string, string>
            {
                ["timestamp"] = "1315060510",
                ["public_id"] = "sample_image",
                ["eager"] = "w_400,h_300,c_pad|w_260,h_200,c_crop",
            },
            "abcd"));
}
