using System.Text.Json.Serialization;
using VideoTube.Http;

namespace VideoTube.Moderation;

[JsonSerializable(typeof(ReportRequest))]
[JsonSerializable(typeof(ResolutionRequest))]
[JsonSerializable(typeof(TakedownRequest))]
[JsonSerializable(typeof(Reversal))]
[JsonSerializable(typeof(BanRequest))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Page<Report>))]
[JsonSerializable(typeof(Takedown))]
[JsonSerializable(typeof(Ban))]
[JsonSerializable(typeof(KnownPerson))]
[JsonSerializable(typeof(Page<KnownPerson>))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(ExportedReport))]
internal sealed partial class ModerationJson : JsonSerializerContext;
