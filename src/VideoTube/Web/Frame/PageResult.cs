using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoTube.Web.Frame;

/// <summary>A page rendered on the server: a component and its parameters.</summary>
internal static class PageResult
{
    public static IResult Of<TPage>(params (string Name, object? Value)[] parameters) where TPage : IComponent =>
        Of<TPage>(StatusCodes.Status200OK, parameters);

    public static IResult Of<TPage>(int status, params (string Name, object? Value)[] parameters) where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value))
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>After a form post: the browser gets the next page with GET (RFC 9110 section 15.4.4).</summary>
    public static IResult SeeOther(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
