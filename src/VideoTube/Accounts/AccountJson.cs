using System.Text.Json.Serialization;
using VideoTube.Accounts.ByMail;
using VideoTube.Accounts.Closing;
using VideoTube.Accounts.Sessions;

namespace VideoTube.Accounts;

[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(PasswordChange))]
[JsonSerializable(typeof(AccountChange))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(PasswordForgotten))]
[JsonSerializable(typeof(PasswordReset))]
[JsonSerializable(typeof(EmailToken))]
[JsonSerializable(typeof(AccountClosing))]
[JsonSerializable(typeof(UserSession))]
[JsonSerializable(typeof(OldUsername))]
[JsonSerializable(typeof(IReadOnlyList<UserSession>))]
internal sealed partial class AccountJson : JsonSerializerContext;
