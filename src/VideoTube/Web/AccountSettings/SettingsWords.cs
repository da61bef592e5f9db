using VideoTube.Http;

namespace VideoTube.Web.AccountSettings;

/// <summary>What is missing, said with the labels a person sees; and browsers by the names they go by.</summary>
internal static class SettingsWords
{
    // Each names itself and those it descends from: the first that matches is the one.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux")];

    public static ApiError Of(ApiError error) =>
        error.Code != "body.missing" ? error : error with { Errors = [.. error.Errors.Select(fault => fault with { Message = Missing(fault.Field) })] };

    /// <summary>The password as the field beside the e-mail address is called.</summary>
    public static ApiError OfAccount(ApiError error) => error with
    {
        Errors = [.. error.Errors.Select(fault => fault.Field == "password" ? fault with { Field = SettingsPage.AccountPassword } : fault)],
    };

    /// <summary>A User-Agent as people say it: Firefox on Windows.</summary>
    public static string Device(string agent) => (Find(Browsers, agent), Find(Systems, agent)) switch
    {
        ({ } browser, { } system) => $"{browser} on {system}",
        ({ } browser, null) => browser,
        (null, { } system) => system,
        _ => "Another program",
    };

    private static string Missing(string field) => field switch
    {
        "fullname" => "Tell us your name",
        "email" => "Enter your email address",
        "username" => "Choose a username",
        "newPassword" => "Choose a new password",
        "avatar" or "coverImage" => "Choose a picture",
        _ => "Enter your password",
    };

    private static string? Find((string Mark, string Name)[] known, string agent) =>
        known.FirstOrDefault(one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
