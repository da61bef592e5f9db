using VideoTube.Accounts;
using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Web.Frame;

/// <summary>What holds for every page: how it may be kept, who may send its forms, who must sign in first.</summary>
internal static class PageRules
{
    /// <summary>Pages differ by who looks: kept by nobody else, and asked for again before they are shown.</summary>
    public static RouteGroupBuilder Private(this RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.CacheControl = "private, no-cache";
            headers.Append("Vary", "Cookie");
            await Me.LoadAsync(context.HttpContext);
            return await next(context);
        });
        return pages;
    }

    /// <summary>A form of these pages is sent from these pages: a foreign page can neither sign people in nor out.</summary>
    public static RouteHandlerBuilder FromHereOnly(this RouteHandlerBuilder post) =>
        post.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (Origins.MayWriteWithCookies(http.Request, http.RequestServices.GetRequiredService<Settings>()))
                return await next(context);
            throw new RequestRefusedException(HttpErrors.CrossSite);
        });

    public static RouteHandlerBuilder SignedInOnly(this RouteHandlerBuilder page) =>
        page.AddEndpointFilter((context, next) =>
            CurrentUser.From(context.HttpContext.User) is null
                ? ValueTask.FromResult<object?>(Results.Redirect(Links.SignIn(context.HttpContext.Request)))
                : next(context));
}
