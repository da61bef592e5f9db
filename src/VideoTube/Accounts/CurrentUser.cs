using System.Reflection;
using System.Security.Claims;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Accounts;

/// <summary>
/// Who is signed in. An endpoint that takes <c>CurrentUser</c> answers 401 to visitors; one that takes <c>Visitor</c>
/// serves both.
/// </summary>
internal sealed record CurrentUser(Id Id, string Username, Id SessionId) : IBindableFromHttpContext<CurrentUser>
{
    public const string SessionClaim = "sid";

    public static ValueTask<CurrentUser?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<CurrentUser?>(From(http.User) ?? throw new RequestRefusedException(SignInRefusal.Of(http)));

    public static CurrentUser? From(ClaimsPrincipal principal) =>
        principal.FindFirst(ClaimTypes.NameIdentifier) is { } id
            ? new CurrentUser(Id.Parse(id.Value), principal.FindFirst(ClaimTypes.Name)!.Value, Id.Parse(principal.FindFirst(SessionClaim)!.Value))
            : null;
}

/// <summary>Whoever asks: signed in or not.</summary>
internal sealed record Visitor(CurrentUser? User) : IBindableFromHttpContext<Visitor>
{
    public Id? Id => User?.Id;

    public static ValueTask<Visitor?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<Visitor?>(new Visitor(CurrentUser.From(http.User)));
}
