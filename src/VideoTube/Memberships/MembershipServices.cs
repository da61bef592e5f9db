namespace VideoTube.Memberships;

internal static class MembershipServices
{
    public static void AddMemberships(this IServiceCollection services) => services.AddSingleton<MembershipStore>();
}
