using VideoTube.Http;

namespace VideoTube.Web.SignIn;

/// <summary>The API's refusals of a login, said to a person in front of two fields.</summary>
internal static class SignInWords
{
    public static ApiError Of(ApiError error) => error.Code switch
    {
        "login.missing" => error with { Message = "Enter your email or username, and your password." },
        "login.wrong" => error with { Message = "This email or username and this password do not belong together." },
        _ => error,
    };
}
