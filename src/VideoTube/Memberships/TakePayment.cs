using System.ComponentModel.DataAnnotations;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Memberships;

/// <param name="Id">Names the event; sent again, it has no effect.</param>
/// <param name="User">Id, username or e-mail address.</param>
internal sealed record PaymentMessage(
    [property: Required, StringLength(200)] string? Id,
    [property: Required, AllowedValues(PaymentMessage.Granted, PaymentMessage.Revoked, ErrorMessage = "type must be membership.granted or membership.revoked")] string? Type,
    [property: Required, StringLength(254)] string? User,
    [property: Range(1, MembershipTerm.MaxDays)] int? Days) : IRequestFields
{
    public const string Granted = "membership.granted", Revoked = "membership.revoked";
}

/// <summary>Does what a channel's payment service says, each message once.</summary>
internal sealed class TakePayment(Database database, MembershipChange change, TimeProvider time)
{
    // Whoever holds a hook could ask of address after address whether somebody here has it.
    private readonly AttemptLimit unknown = new(20, TimeSpan.FromHours(1), time);

    /// <exception cref="RequestRefusedException">Nobody here is meant by it; it may be sent again.</exception>
    public Task RunAsync(Id channel, PaymentMessage message, CancellationToken ct) =>
        database.WriteAsync(async session =>
        {
            if (!await MembershipChangeStore.NoteEventAsync(session, channel, PlainText.Of(message.Id), time.GetUtcNow()))
                return;
            if (await MembershipChangeStore.FindPersonAsync(session, AccountRules.Normal(PlainText.Of(message.User))) is not { } person || person == channel)
                throw new RequestRefusedException(unknown.Take($"{channel}") is { } seconds ? MembershipErrors.TooManyUnknown(seconds) : MembershipErrors.UserUnknown); // which undoes the event
            if (message.Type == PaymentMessage.Granted)
                await change.LengthenAsync(session, channel, person, "payment", change.EndAfter(message.Days));
            else
                await change.EndAsync(session, channel, person);
        }, ct);
}
