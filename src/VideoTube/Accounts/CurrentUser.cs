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
/// <param name="Role">One of <see cref="Roles"/>, as it is now: a change holds for the next request.</param>
internal sealed record CurrentUser(Id Id, string Username, Id SessionId, string Role) : IBindableFromHttpContext<CurrentUser>
{
    public const string SessionClaim = "sid";

    public bool Moderates => Roles.Moderates(Role);

    public static ValueTask<CurrentUser?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<CurrentUser?>(From(http.User) ?? throw new RequestRefusedException(SignInRefusal.Of(http)));

    public static CurrentUser? From(ClaimsPrincipal principal) =>
        principal.FindFirst(ClaimTypes.NameIdentifier) is { } id
            ? new CurrentUser(
                Id.Parse(id.Value), principal.FindFirst(ClaimTypes.Name)!.Value, Id.Parse(principal.FindFirst(SessionClaim)!.Value),
                principal.FindFirst(ClaimTypes.Role)?.Value ?? Roles.User)
            : null;
}

/// <summary>Whoever asks: signed in or not.</summary>
internal sealed record Visitor(CurrentUser? User) : IBindableFromHttpContext<Visitor>
{
    public Id? Id => User?.Id;

    public bool Moderates => User is { Moderates: true };

    public static ValueTask<Visitor?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<Visitor?>(new Visitor(CurrentUser.From(http.User)));
}

/// <summary>A signed-in person who moderates; an endpoint that takes it answers 403 to others.</summary>
internal sealed record Moderator(CurrentUser User) : IBindableFromHttpContext<Moderator>
{
    public static async ValueTask<Moderator?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        await CurrentUser.BindAsync(http, parameter) is { Moderates: true } user
            ? new Moderator(user)
            : throw new RequestRefusedException(AccountErrors.AccessForbidden);
}

/// <summary>A signed-in person who says who moderates; an endpoint that takes it answers 403 to others.</summary>
internal sealed record Admin(CurrentUser User) : IBindableFromHttpContext<Admin>
{
    public static async ValueTask<Admin?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        await CurrentUser.BindAsync(http, parameter) is { Role: Roles.Admin } user
            ? new Admin(user)
            : throw new RequestRefusedException(AccountErrors.AccessForbidden);
}
