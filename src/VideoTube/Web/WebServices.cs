using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using VideoTube.Http;
using VideoTube.Web.AccountSettings;
using VideoTube.Web.Api;
using VideoTube.Web.Assets;
using VideoTube.Web.Channel;
using VideoTube.Web.Comments;
using VideoTube.Web.Embed;
using VideoTube.Web.Errors;
using VideoTube.Web.Feed;
using VideoTube.Web.Frame;
using VideoTube.Web.History;
using VideoTube.Web.Home;
using VideoTube.Web.Liked;
using VideoTube.Web.Moderation;
using VideoTube.Web.Notices;
using VideoTube.Web.Recovery;
using VideoTube.Web.Register;
using VideoTube.Web.Report;
using VideoTube.Web.Search;
using VideoTube.Web.SignIn;
using VideoTube.Web.Studio;
using VideoTube.Web.Subscribe;
using VideoTube.Web.Upload;
using VideoTube.Web.Watch;

namespace VideoTube.Web;

/// <summary>The pages: server-rendered components, and the files they refer to.</summary>
internal static class WebServices
{
    public static void AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // pages are UTF-8: only what HTML itself needs is escaped
        services.AddSingleton(new SiteAssets(Path.Combine(AppContext.BaseDirectory, "client")));
        services.AddSingleton<DiscussionReader>();
        services.AddSingleton<ApiBook>();
        services.AddSingleton<ErrorPage>(ErrorPages.WriteAsync);
        services.AddResponseCompression(compression =>
        {
            // Pages alone: they hold no secret that their size could tell. Media and assets come compressed as they are.
            compression.MimeTypes = ["text/html"];
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
    }

    public static void UseWeb(this WebApplication site) => site.UseResponseCompression();

    public static void MapWeb(this WebApplication site)
    {
        site.MapAssets();
        var pages = site.MapGroup("").Private();
        pages.MapHome();
        pages.MapSearch();
        pages.MapSignIn();
        pages.MapRegister();
        pages.MapRecovery();
        pages.MapUpload();
        pages.MapWatch();
        pages.MapEmbed();
        pages.MapChannel();
        pages.MapComments();
        pages.MapSubscribe();
        pages.MapFeed();
        pages.MapHistory();
        pages.MapLiked();
        pages.MapStudio();
        pages.MapNotices();
        pages.MapSettings();
        pages.MapReport();
        pages.MapModeration();
        pages.MapApiPage();
    }
}
