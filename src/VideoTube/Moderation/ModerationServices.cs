using VideoTube.Http;

namespace VideoTube.Moderation;

internal static class ModerationServices
{
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddJson(ModerationJson.Default);
        services.AddSingleton<AuditLog>().AddSingleton<Withholding>().AddSingleton<PeopleStore>().AddSingleton<ReportStore>();
        services.AddSingleton<ReportSubject>().AddSingleton<ResolveReport>();
        services.AddSingleton<TakeDown>().AddSingleton<RestoreSubject>();
        services.AddSingleton<SetPassword>().AddSingleton<ConfirmEmail>().AddSingleton<NoteAct>();
        services.AddSingleton<BanUser>().AddSingleton<LiftBan>().AddSingleton<GrantRole>();
        services.AddSingleton<BanSweepWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<BanSweepWorker>());
        ExportedReport.AddTo(services);
    }
}
