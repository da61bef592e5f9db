using VideoTube.Http;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Errors;

internal static class ErrorPages
{
    public static Task WriteAsync(HttpContext http, ApiError error)
    {
        // A visitor who opens a page for members is shown the door, not the wall.
        if (error.Status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect(Links.SignIn(http.Request));
            return Task.CompletedTask;
        }

        return PageResult.Of<ErrorView>(error.Status, (nameof(ErrorView.Status), error.Status), (nameof(ErrorView.Words), error.Message))
            .ExecuteAsync(http);
    }
}
