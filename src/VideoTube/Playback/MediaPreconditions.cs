using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using VideoTube.Storage;

namespace VideoTube.Playback;

internal enum Precondition { Met, NotModified, Failed }

/// <summary>The conditional fields of RFC 9110 section 13, in the order of its section 13.2.2. What cannot be read is ignored.</summary>
internal static class MediaPreconditions
{
    public static Precondition Judge(IHeaderDictionary request, MediaFacts facts)
    {
        if (Names(request.IfMatch, facts, strongly: true) is { } matches)
        {
            if (!matches)
                return Precondition.Failed;
        }
        else if (IsModifiedSince(request.IfUnmodifiedSince, facts) is true)
        {
            return Precondition.Failed;
        }

        if (Names(request.IfNoneMatch, facts, strongly: false) is { } known)
            return known ? Precondition.NotModified : Precondition.Met;
        return IsModifiedSince(request.IfModifiedSince, facts) is false ? Precondition.NotModified : Precondition.Met;
    }

    /// <summary>Whether the Range may be honoured: true without If-Range, or when it names the file as it is now.</summary>
    public static bool RangeStillHolds(StringValues ifRange, MediaFacts facts)
    {
        if (StringValues.IsNullOrEmpty(ifRange))
            return true;
        if (EntityTagHeaderValue.TryParse(ifRange.ToString(), out var tag))
            return tag.Compare(TagOf(facts), useStrongComparison: true);
        return HeaderUtilities.TryParseDate(ifRange.ToString(), out var date) && date == LastModified(facts);
    }

    /// <summary>HTTP dates have no fractions of a second.</summary>
    public static DateTimeOffset LastModified(MediaFacts facts) =>
        DateTimeOffset.FromUnixTimeSeconds(facts.ModifiedAt.ToUnixTimeSeconds());

    /// <summary>Null when the field is absent or unreadable.</summary>
    private static bool? Names(StringValues field, MediaFacts facts, bool strongly)
    {
        if (StringValues.IsNullOrEmpty(field) || !EntityTagHeaderValue.TryParseList(field, out var tags))
            return null;
        var current = TagOf(facts);
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, strongly));
    }

    private static bool? IsModifiedSince(StringValues field, MediaFacts facts) =>
        field.Count == 1 && HeaderUtilities.TryParseDate(field.ToString(), out var date) ? LastModified(facts) > date : null;

    private static EntityTagHeaderValue TagOf(MediaFacts facts) => new(facts.ETag);
}
