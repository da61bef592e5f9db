using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Web.Frame;
using SignInAct = VideoTube.Accounts.SignIn;

namespace VideoTube.Web.Register;

internal static class RegisterEndpoints
{
    public static void MapRegister(this RouteGroupBuilder pages)
    {
        pages.MapGet("/register", VisitorPage.Show<RegisterPage>);
        pages.MapPost("/register", Make).FromHereOnly();
    }

    private static async Task<IResult> Make(
        string? next, HttpContext http, RegisterAccount register, SignInAct signIn, SessionCookies cookies, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var registration = new Registration(
            form["fullname"].ToString(), form["email"].ToString(), form["username"].ToString(), form["password"].ToString());
        var made = await register.RunAsync(registration, avatar: null, coverImage: null, Device.Of(http), ct);
        if (made.Error is { } error)
            return VisitorPage.Refuse<RegisterPage>(RegisterWords.Of(error), next, form);

        var begun = await signIn.BeginSessionAsync(made.Value!.Id, Device.Of(http), ct);
        if (begun.Value is { } signedIn)
            cookies.Set(http, signedIn);
        return PageResult.SeeOther(http, Links.Local(next));
    }
}
