using VideoTube.Http;

namespace VideoTube.Accounts.Export;

internal static class ExportEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder users) =>
        users.MapGet("/export", Export).RequireAuthorization()
            .WithSummary("A zip of all that is one's own, videos and pictures included")
            .Sends("application/zip")
            .Refuses(AccountErrors.TooManyExports(60));

    private static IResult Export(HttpContext http, CurrentUser user, ExportAccount export, AccountLimits limits, TimeProvider time)
    {
        var name = $"videotube-{user.Username}-{time.GetUtcNow():yyyy-MM-dd}.zip";
        http.Response.Headers.CacheControl = "no-store";
        if (AnyMethod.AsksForHead(http.Request))
            return Results.Stream(Stream.Null, "application/zip", name);
        if (limits.ExportsOfAccount.Take(user.Id.ToString()) is { } wait)
            throw new RequestRefusedException(AccountErrors.TooManyExports(wait));
        return Results.Stream(async body =>
        {
            try
            {
                await export.WriteAsync(body, user.Id, http.RequestAborted);
            }
            catch
            {
                http.Abort(); // what was sent is not whole, and must not look it
                throw;
            }
        }, "application/zip", name);
    }
}
