using VideoTube.Http;

namespace VideoTube.Web.Recovery;

/// <summary>What is missing, said with the labels a person sees; a fault of the link is of no field.</summary>
internal static class RecoveryWords
{
    public static ApiError Of(ApiError error)
    {
        if (error.Errors.Any(fault => fault.Field == "token"))
            return error with { Message = "This is not a whole link. Copy all of it from the mail.", Errors = [] };
        return error.Code != "body.missing"
            ? error
            : error with { Errors = [.. error.Errors.Select(fault => fault with { Message = fault.Field == "email" ? "Enter your email address" : "Choose a password" })] };
    }
}
