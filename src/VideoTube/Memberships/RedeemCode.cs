using System.ComponentModel.DataAnnotations;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Memberships;

internal sealed record CodeEntry([property: Required, StringLength(100)] string? Code) : IRequestBody<CodeEntry>;

/// <summary>Makes whoever has a code a member. A use is spent only where it gives at least a day.</summary>
internal sealed class RedeemCode(Database database, MembershipStore memberships, MembershipChange change, TimeProvider time)
{
    private static readonly TimeSpan WorthAUse = TimeSpan.FromDays(1);

    // Ten slips of the finger; 80 bits are not found by trying.
    private readonly AttemptLimit wrongOfPerson = new(10, TimeSpan.FromMinutes(15), time);
    private readonly AttemptLimit wrongOfClient = new(100, TimeSpan.FromMinutes(15), time);

    public async Task<Result<Membership>> RunAsync(Id person, string code, Device device, CancellationToken ct)
    {
        if (wrongOfClient.Take(device.Client) is { } clientWaits)
            return MembershipErrors.TooManyCodes(clientWaits);
        if (wrongOfPerson.Take(person.ToString()) is { } personWaits)
        {
            wrongOfClient.GiveBack(device.Client);
            return MembershipErrors.TooManyCodes(personWaits);
        }

        var redeemed = await database.WriteAsync(session => RedeemAsync(session, person, MembershipCodes.HashOf(code)), ct);
        if (redeemed.Error != MembershipErrors.CodeNotFound)
        {
            wrongOfClient.GiveBack(device.Client);
            wrongOfPerson.GiveBack(person.ToString());
        }

        return redeemed.Error is { } error ? error : (await memberships.FindAsync(redeemed.Value, person, CancellationToken.None))!;
    }

    private async Task<Result<Id>> RedeemAsync(Session session, Id person, string hash)
    {
        // Held first: of two who have the last use, the second sees none left; and one who sends it twice, their membership.
        var code = await MembershipChangeStore.HoldCodeAsync(session, hash);
        if (code is null)
            return MembershipErrors.CodeNotFound;
        if (code.ChannelId == person)
            return MembershipErrors.Yourself;
        var now = time.GetUtcNow();
        if (code.ExpiresAt <= now)
            return MembershipErrors.CodeSpent;
        var end = change.EndAfter(code.Days);
        var known = await MembershipChangeStore.FindEndAsync(session, code.ChannelId, person);
        if (known is not null && (known.ExpiresAt is null || (known.ExpiresAt > now && end - known.ExpiresAt < WorthAUse)))
            return code.ChannelId;
        if (code.UsesLeft == 0)
            return MembershipErrors.CodeSpent;
        await MembershipChangeStore.SpendAsync(session, code.Id);
        await change.LengthenAsync(session, code.ChannelId, person, "code", end);
        return code.ChannelId;
    }
}
