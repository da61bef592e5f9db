using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Memberships;

internal static class MembershipEndpoints
{
    public static void MapMemberships(this IEndpointRouteBuilder api)
    {
        var memberships = api.MapGroup("/memberships").WithTags("Memberships");
        memberships.MapGet("", Mine).WithSummary("The channels one is a member of.");
        memberships.MapDelete("/c/{channelId}", Leave).WithSummary("End one's own membership of a channel.").Refuses(MembershipErrors.NotFound);
        memberships.MapPost("/redeem", Redeem).RequireAuthorization().WithSummary("Become a member by a code.")
            .Refuses(MembershipErrors.CodeNotFound, MembershipErrors.CodeSpent, MembershipErrors.Yourself, MembershipErrors.TooManyCodes(1));

        memberships.MapGet("/members", Members).WithSummary("The members of one's own channel.");
        memberships.MapPut("/members/{userId}", Grant).RequireAuthorization().WithSummary("Make somebody a member of one's own channel, for so many days.")
            .Refuses(AccountErrors.NotFound, MembershipErrors.Yourself);
        memberships.MapDelete("/members/{userId}", Revoke).WithSummary("End somebody's membership of one's own channel.")
            .Refuses(MembershipErrors.NotFound);

        memberships.MapPost("/codes", AddCode).RequireAuthorization().WithSummary("Make a code that makes people members; it is told this once.").Gives(201);
        memberships.MapGet("/codes", Codes).WithSummary("The codes of one's own channel.");
        memberships.MapDelete("/codes/{id}", DeleteCode).WithSummary("Delete a code; members by it stay.").Refuses(MembershipErrors.CodeNotFound);
        memberships.MapHooks();
    }

    private static async Task<ApiResult<Page<Membership>>> Mine(CurrentUser user, PageRequest page, MembershipStore memberships, CancellationToken ct) =>
        await memberships.ListOfPersonAsync(user.Id, page, ct);

    private static async Task<ApiResult<Nothing?>> Leave(string channelId, CurrentUser user, GrantMembership grant, CancellationToken ct) =>
        await grant.RevokeAsync(IdOf(channelId), user.Id, ct) is { } error ? error : ApiResult.Done("You are no longer a member");

    private static async Task<ApiResult<Membership>> Redeem(CodeEntry entry, HttpContext http, CurrentUser user, RedeemCode redeem, CancellationToken ct) =>
        await redeem.RunAsync(user.Id, entry.Code!, Device.Of(http), ct);

    private static async Task<ApiResult<Page<Membership>>> Members(CurrentUser user, PageRequest page, MembershipStore memberships, CancellationToken ct) =>
        await memberships.ListOfChannelAsync(user.Id, page, ct);

    private static async Task<ApiResult<Membership>> Grant(string userId, MembershipTerm term, CurrentUser user, GrantMembership grant, CancellationToken ct) =>
        await grant.RunAsync(user.Id, IdOf(userId), term.Days, ct);

    private static async Task<ApiResult<Nothing?>> Revoke(string userId, CurrentUser user, GrantMembership grant, CancellationToken ct) =>
        await grant.RevokeAsync(user.Id, IdOf(userId), ct) is { } error ? error : ApiResult.Done("The membership has ended");

    private static async Task<ApiResult<MembershipCode>> AddCode(NewCode wanted, CurrentUser user, CodeStore codes, CancellationToken ct) =>
        await codes.AddAsync(user.Id, wanted, ct) is var result && result.Value is { } code ? ApiResult.Created(code) : result;

    private static async Task<ApiResult<Page<MembershipCode>>> Codes(CurrentUser user, PageRequest page, CodeStore codes, CancellationToken ct) =>
        await codes.ListAsync(user.Id, page, ct);

    private static async Task<ApiResult<Nothing?>> DeleteCode(string id, CurrentUser user, CodeStore codes, CancellationToken ct) =>
        await codes.DeleteAsync(user.Id, IdOf(id), ct) is { } error ? error : ApiResult.Done("The code is deleted");

    internal static Id IdOf(string text) =>
        Id.TryParse(text, null, out var id) ? id : throw new RequestRefusedException(HttpErrors.BadId("The id"));
}
