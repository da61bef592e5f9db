using System.Text.Json.Serialization;
using VideoTube.Http;
using VideoTube.Videos.Replacing;

namespace VideoTube.Videos;

[JsonSerializable(typeof(Video))]
[JsonSerializable(typeof(Page<Video>))]
[JsonSerializable(typeof(VideoDetails))]
[JsonSerializable(typeof(ReportView))]
[JsonSerializable(typeof(ExportedVideo))]
[JsonSerializable(typeof(IReadOnlyList<TagCount>))]
[JsonSerializable(typeof(IReadOnlyList<PosterCandidate>))]
[JsonSerializable(typeof(ChosenPoster))]
[JsonSerializable(typeof(TrimmedPart))]
internal sealed partial class VideoJson : JsonSerializerContext;
