using VideoTube.Http;

namespace VideoTube.Web.Register;

/// <summary>What is missing, said with the labels a person sees instead of the API's field names.</summary>
internal static class RegisterWords
{
    public static ApiError Of(ApiError error) =>
        error.Code != "body.missing" ? error : error with { Errors = [.. error.Errors.Select(fault => fault with { Message = Missing(fault.Field) })] };

    private static string Missing(string field) => field switch
    {
        "fullname" => "Tell us your name",
        "email" => "Enter your email address",
        "username" => "Choose a username",
        _ => "Choose a password",
    };
}
