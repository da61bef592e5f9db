using System.Text.Json.Serialization;

namespace VideoTube.Health;

[JsonSerializable(typeof(Health))]
internal sealed partial class HealthJson : JsonSerializerContext;
