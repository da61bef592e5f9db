using VideoTube.Configuration;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Upload;

internal static class UploadEndpoints
{
    public static void MapUpload(this RouteGroupBuilder pages) => pages.MapGet("/upload", Show).SignedInOnly();

    private static IResult Show(Settings settings) => PageResult.Of<UploadPage>(
        (nameof(UploadPage.MaxBytes), settings.UploadMaxBytes), (nameof(UploadPage.MaxDuration), settings.VideoMaxDuration));
}
