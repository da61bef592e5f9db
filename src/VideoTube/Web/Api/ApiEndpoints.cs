using VideoTube.Web.Frame;

namespace VideoTube.Web.Api;

/// <summary>/api: the API's document to be read, and to be tried as whoever is signed in.</summary>
internal static class ApiEndpoints
{
    public static void MapApiPage(this RouteGroupBuilder pages) => pages.MapGet("/api", Show);

    private static async Task<IResult> Show(ApiBook book) => PageResult.Of<ApiPage>(
        (nameof(ApiPage.Chapters), await book.ReadChaptersAsync()), (nameof(ApiPage.Records), await book.ReadRecordsAsync()));
}
