using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Web.Frame;
using SignInAct = VideoTube.Accounts.SignIn;

namespace VideoTube.Web.SignIn;

internal static class SignInEndpoints
{
    public static void MapSignIn(this RouteGroupBuilder pages)
    {
        pages.MapGet("/login", VisitorPage.Show<SignInPage>);
        pages.MapPost("/login", Enter).FromHereOnly();
        pages.MapPost("/logout", Leave).FromHereOnly();
    }

    private static async Task<IResult> Enter(string? next, HttpContext http, SignInAct signIn, SessionCookies cookies, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var login = new Login(form["login"].ToString(), Username: null, form["password"].ToString());
        var result = await signIn.RunAsync(login, Device.Of(http), ct);
        if (result.Error is { } error)
            return VisitorPage.Refuse<SignInPage>(SignInWords.Of(error), next, form);

        cookies.Set(http, result.Value!);
        return PageResult.SeeOther(http, Links.Local(next));
    }

    private static async Task<IResult> Leave(Visitor visitor, HttpContext http, SignOut signOut, SessionCookies cookies, CancellationToken ct)
    {
        if (visitor.User is { } user)
            await signOut.RunAsync(user.SessionId, user.Id, ct);
        cookies.Clear(http);
        return PageResult.SeeOther(http, "/");
    }
}
