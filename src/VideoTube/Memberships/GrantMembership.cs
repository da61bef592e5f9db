using System.ComponentModel.DataAnnotations;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Memberships;

/// <param name="Days">How long from now; null: until it is revoked.</param>
internal sealed record MembershipTerm([property: Range(1, MembershipTerm.MaxDays)] int? Days) : IRequestBody<MembershipTerm>
{
    public const int MaxDays = 3650;
}

/// <summary>A channel makes somebody a member by hand, for exactly as long as it says, or takes it back.</summary>
internal sealed class GrantMembership(Database database, MembershipStore memberships, MembershipChange change)
{
    public async Task<Result<Membership>> RunAsync(Id channel, Id person, int? days, CancellationToken ct)
    {
        if (channel == person)
            return MembershipErrors.Yourself;
        var isThere = await database.WriteAsync(async session =>
        {
            if (!await MembershipChangeStore.IsPersonAsync(session, person))
                return false;
            await change.SetAsync(session, channel, person, change.EndAfter(days));
            return true;
        }, ct);
        return isThere ? (await memberships.FindAsync(channel, person, CancellationToken.None))! : AccountErrors.NotFound;
    }

    /// <summary>Null when it has ended; also for members who leave.</summary>
    public async Task<ApiError?> RevokeAsync(Id channel, Id person, CancellationToken ct) =>
        await database.WriteAsync(session => change.EndAsync(session, channel, person), ct) ? null : MembershipErrors.NotFound;
}
