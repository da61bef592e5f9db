using System.Text.Json.Serialization;
using VideoTube.Http;
using VideoTube.Importing;
using VideoTube.Moderation;
using VideoTube.Processing;
using VideoTube.Upkeep;

namespace VideoTube.Commands;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, Converters = [typeof(TimeJson)])]
[JsonSerializable(typeof(KnownPerson))]
[JsonSerializable(typeof(ListedJob))]
[JsonSerializable(typeof(JobCount))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(MaintenanceState))]
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(RestoreReport))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(ImportCount))]
[JsonSerializable(typeof(ImportReason))]
internal sealed partial class CommandJson : JsonSerializerContext;
