using VideoTube.Http;

namespace VideoTube.Mail;

internal static class MailErrors
{
    public static readonly ApiError Off = new(404, "mail.off", "This site sends no mail. Please ask its owner.");

    public static ApiError TooMany(int seconds) =>
        new(429, "mail.too_many", "Enough mails were asked for. Look for them, also among the unwanted ones, or try again later.") { RetryAfter = seconds };
}
