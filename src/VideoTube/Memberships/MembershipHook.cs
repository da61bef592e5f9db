using System.Text.Json.Serialization;

namespace VideoTube.Memberships;

internal sealed record MembershipHook
{
    /// <summary>Where the messages go, on this site.</summary>
    public required string Address { get; init; }

    /// <summary>Told when it is made, and never again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
