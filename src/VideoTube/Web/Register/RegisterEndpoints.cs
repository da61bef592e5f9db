using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Web.Frame;
using VideoTube.Web.Parts;
using SignInAct = VideoTube.Accounts.SignIn;

namespace VideoTube.Web.Register;

internal static class RegisterEndpoints
{
    public static void MapRegister(this RouteGroupBuilder pages)
    {
        pages.MapGet("/register", Show);
        pages.MapPost("/register", Make).FromHereOnly();
    }

    private static IResult Show(string? next, Visitor visitor) =>
        visitor.User is not null
            ? Results.Redirect(Links.Local(next))
            : PageResult.Of<RegisterPage>((nameof(RegisterPage.Next), Links.Local(next)));

    private static async Task<IResult> Make(
        string? next, HttpContext http, RegisterAccount register, SignInAct signIn, SessionCookies cookies, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var registration = new Registration(
            form["fullname"].ToString(), form["email"].ToString(), form["username"].ToString(), form["password"].ToString());
        var made = await register.RunAsync(registration, avatar: null, coverImage: null, Device.Of(http), ct);
        if (made.Error is { } error)
        {
            return PageResult.Of<RegisterPage>(
                error.Status,
                (nameof(RegisterPage.Next), Links.Local(next)), (nameof(RegisterPage.Form), FormState.Refused(form, RegisterWords.Of(error))));
        }

        var begun = await signIn.BeginSessionAsync(made.Value!.Id, Device.Of(http), ct);
        if (begun.Value is { } signedIn)
            cookies.Set(http, signedIn);
        return PageResult.SeeOther(http, Links.Local(next));
    }
}
