using VideoTube.Accounts;
using VideoTube.Http;

namespace VideoTube.Memberships;

internal static class HookEndpoints
{
    public static void MapHooks(this IEndpointRouteBuilder memberships)
    {
        memberships.MapGet("/hook", Show).WithSummary("Where one's payment service sends its messages.").Refuses(MembershipErrors.NoHook);
        memberships.MapPut("/hook", Renew).WithSummary("Make the secret that one's payment service signs with; it is told this once.");
        memberships.MapDelete("/hook", Delete).WithSummary("Take no more messages of a payment service.").Refuses(MembershipErrors.NoHook);
        memberships.MapPost("/hook/{channelId}", Receive).WithSummary("A signed message of a channel's payment service.")
            .Takes<PaymentMessage>()
            .Refuses(MembershipErrors.NoHook, MembershipErrors.NotSigned, MembershipErrors.SignedLongAgo, MembershipErrors.UserUnknown, MembershipErrors.TooManyUnknown(1));
    }

    private static async Task<ApiResult<MembershipHook>> Show(CurrentUser user, HookStore hooks, CancellationToken ct) =>
        await hooks.FindAsync(user.Id, ct) is { } hook ? hook with { Secret = null } : MembershipErrors.NoHook;

    private static async Task<ApiResult<MembershipHook>> Renew(CurrentUser user, HookStore hooks, CancellationToken ct) =>
        await hooks.RenewAsync(user.Id, ct);

    private static async Task<ApiResult<Nothing?>> Delete(CurrentUser user, HookStore hooks, CancellationToken ct) =>
        await hooks.DeleteAsync(user.Id, ct) ? ApiResult.Done("No messages are taken any more") : MembershipErrors.NoHook;

    private static async Task<ApiResult<Nothing?>> Receive(
        string channelId, HttpContext http, HookStore hooks, TakePayment take, TimeProvider time, CancellationToken ct)
    {
        var channel = MembershipEndpoints.IdOf(channelId);
        // The bytes as they came are what was signed.
        var body = await RequestBody.ReadBytesAsync(http.Request);
        if (await hooks.FindAsync(channel, ct) is not { } hook)
            return MembershipErrors.NoHook;
        if (HookSignature.Check(http.Request.Headers, body, hook.Secret!, time.GetUtcNow()) is { } refused)
            return refused;
        var message = RequestBody.Parse<PaymentMessage>(RequestBody.ParseJson(body), http);
        await take.RunAsync(channel, message, ct);
        return ApiResult.Done("Received");
    }
}
