using VideoTube.Data;

namespace VideoTube.Http;

/// <summary>
/// In Development each answer says how many statements it took, <c>Server-Timing: db;desc="3"</c> (W3C Server Timing):
/// browsers show it beside the request, and tests hold that no list asks more the longer it is.
/// </summary>
internal static class ServerTiming
{
    public static void UseServerTiming(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        app.Use((http, next) =>
        {
            var statements = StatementCount.Begin();
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.Append("Server-Timing", $"db;desc=\"{statements.Value}\"");
                return Task.CompletedTask;
            });
            return next(http);
        });
    }
}
