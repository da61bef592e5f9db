using System.Text.Json.Serialization;
using VideoTube.Http;

namespace VideoTube.Memberships;

[JsonSerializable(typeof(MembershipTerm))]
[JsonSerializable(typeof(NewCode))]
[JsonSerializable(typeof(CodeEntry))]
[JsonSerializable(typeof(PaymentMessage))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(Page<Membership>))]
[JsonSerializable(typeof(MembershipCode))]
[JsonSerializable(typeof(Page<MembershipCode>))]
[JsonSerializable(typeof(MembershipHook))]
[JsonSerializable(typeof(ExportedMembership))]
[JsonSerializable(typeof(ExportedCode))]
internal sealed partial class MembershipJson : JsonSerializerContext;
