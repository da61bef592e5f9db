using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace VideoTube.Http;

/// <summary>
/// What a client wants to be true before its change is made (RFC 9110 sections 13.1.1 and 13.1.4). An act checks it inside its
/// transaction, with the row locked, so that of two editors one is told.
/// </summary>
internal sealed class Preconditions : IBindableFromHttpContext<Preconditions>
{
    private readonly HttpContext http;

    private Preconditions(HttpContext http) => this.http = http;

    /// <summary>Without any there is nothing to read and compare.</summary>
    public bool AreAny => NameTag || http.Request.Headers.IfUnmodifiedSince.Count > 0;

    /// <summary>True when If-Match was sent.</summary>
    public bool NameTag => http.Request.Headers.IfMatch.Count > 0;

    public static ValueTask<Preconditions?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult<Preconditions?>(new Preconditions(http));

    /// <summary>If-Match wins where both are sent (RFC 9110 section 13.2.2).</summary>
    /// <param name="current">What GET would answer the same person now; its entity tag is that of the body.</param>
    /// <param name="changedAt">What GET would say as Last-Modified; null where it says nothing.</param>
    /// <exception cref="RequestRefusedException">412: something does not hold.</exception>
    public void Check<T>(T current, DateTimeOffset? changedAt)
    {
        var holds = NameTag ? NamesTagOf(current) : changedAt is not { } time || IsUnmodified(time);
        if (!holds)
            throw new RequestRefusedException(HttpErrors.PreconditionFailed);
    }

    /// <summary>What is no list of tags names nothing: better refused than written over.</summary>
    private bool NamesTagOf<T>(T current)
    {
        if (!EntityTagHeaderValue.TryParseList(http.Request.Headers.IfMatch, out var tags))
            return false;
        if (tags.Contains(EntityTagHeaderValue.Any))
            return true;
        var body = Envelope.Render(http, StatusCodes.Status200OK, current, message: null);
        var tag = new EntityTagHeaderValue(ConditionalBody.TagOf(body.Span));
        return tags.Any(named => named.Compare(tag, useStrongComparison: true));
    }

    /// <summary>HTTP dates have no fractions of a second; what is no date is not looked at.</summary>
    private bool IsUnmodified(DateTimeOffset changedAt) =>
        !HeaderUtilities.TryParseDate(http.Request.Headers.IfUnmodifiedSince.ToString(), out var date)
        || changedAt.ToUnixTimeSeconds() <= date.ToUnixTimeSeconds();
}
