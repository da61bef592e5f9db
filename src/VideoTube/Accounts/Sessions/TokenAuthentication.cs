using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

/// <summary>
/// Who asks, by the cookie <c>accessToken</c> or else <c>Authorization: Bearer</c>. Whoever brings nothing good is a
/// visitor; where a sign-in is needed they are told why they count as one.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    AccessTokens tokens, LivingSessions sessions, Settings settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        ApiError? refusal = null;
        foreach (var (token, isCookie) in TokensSent())
        {
            if (isCookie && !Origins.MayWriteWithCookies(Request, settings))
            {
                refusal ??= HttpErrors.CrossSite;
                continue;
            }

            var read = tokens.Read(token);
            if (read.Value is not { } access)
                refusal ??= read.Error;
            else if (await sessions.FindRoleAsync(access, Context.RequestAborted) is { } role)
                return AuthenticateResult.Success(new AuthenticationTicket(access.As(role), Scheme.Name));
            else
                refusal ??= AccountErrors.EndedSession;
        }

        if (refusal is not null)
            Context.Features.Set(new SignInRefusal(refusal));
        return AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        ErrorAnswer.WriteAsync(Context, SignInRefusal.Of(Context));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ErrorAnswer.WriteAsync(Context, HttpErrors.Forbidden);

    private IEnumerable<(string Token, bool IsCookie)> TokensSent()
    {
        if (Request.Cookies[SessionCookies.Access] is { Length: > 0 } cookie)
            yield return (cookie, true);
        const string bearer = "Bearer ";
        if (Request.Headers.Authorization.ToString() is { } header && header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
            yield return (header[bearer.Length..].Trim(), false);
    }
}

/// <summary>Why a request that tried to be signed in is not.</summary>
internal sealed record SignInRefusal(ApiError Error)
{
    /// <summary>What a route that needs a sign-in may answer without one.</summary>
    public static IReadOnlyList<ApiError> All { get; } =
        [HttpErrors.SignInNeeded, AccountErrors.InvalidToken, AccountErrors.ExpiredToken, AccountErrors.EndedSession];

    public static ApiError Of(HttpContext http) => http.Features.Get<SignInRefusal>()?.Error ?? HttpErrors.SignInNeeded;
}
