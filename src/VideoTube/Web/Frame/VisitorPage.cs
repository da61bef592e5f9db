using Microsoft.AspNetCore.Components;
using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Web.Parts;

namespace VideoTube.Web.Frame;

/// <summary>A form for who is not signed in yet, and the place it leads to.</summary>
public abstract class VisitorPage : ComponentBase
{
    /// <summary>Where to go afterwards, on this site.</summary>
    [Parameter] public string Next { get; set; } = "/";
    [Parameter] public FormState Form { get; set; } = FormState.Empty;

    protected string Query => Next == "/" ? "" : $"?next={Uri.EscapeDataString(Next)}";

    /// <summary>Who is signed in already goes on at once.</summary>
    internal static IResult Show<TPage>(string? next, Visitor visitor) where TPage : VisitorPage =>
        visitor.User is not null ? Results.Redirect(Links.Local(next)) : PageResult.Of<TPage>((nameof(Next), Links.Local(next)));

    internal static IResult Refuse<TPage>(ApiError error, string? next, IFormCollection form) where TPage : VisitorPage =>
        PageResult.Of<TPage>(error.Status, (nameof(Next), Links.Local(next)), (nameof(Form), FormState.Refused(form, error)));
}
