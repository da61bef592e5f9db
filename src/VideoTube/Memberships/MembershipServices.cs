using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Memberships;

internal static class MembershipServices
{
    public static void AddMemberships(this IServiceCollection services)
    {
        services.AddJson(MembershipJson.Default);
        services.AddSingleton<MembershipStore>().AddSingleton<CodeStore>().AddSingleton<HookStore>().AddSingleton<MembershipChange>();
        services.AddSingleton<GrantMembership>().AddSingleton<RedeemCode>().AddSingleton<TakePayment>();
        services.AddSweep<HookStore>();
        ExportedMembership.AddTo(services);
    }
}
