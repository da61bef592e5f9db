namespace VideoTube.Mail;

internal static class MailServices
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<Outbox>();
        services.AddHostedService<MailWorker>();
    }
}
