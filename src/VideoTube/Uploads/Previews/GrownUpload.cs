using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Processing;

namespace VideoTube.Uploads.Previews;

/// <summary>What was made of an upload while it arrived, all of it in the store.</summary>
/// <param name="Info">What the whole file holds.</param>
internal sealed record GrownUpload(RunPlace Place, MediaInfo Info, IReadOnlyList<RenditionFacts> Renditions);
