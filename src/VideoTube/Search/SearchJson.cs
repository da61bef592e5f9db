using System.Text.Json.Serialization;
using VideoTube.Http;

namespace VideoTube.Search;

[JsonSerializable(typeof(Page<FoundChannel>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class SearchJson : JsonSerializerContext;
