using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Memberships;

/// <param name="Uses">How many people it makes members.</param>
/// <param name="Days">How long each is one; null: until it is revoked.</param>
/// <param name="ExpiresAt">When the code itself runs out.</param>
internal sealed record NewCode(
    [property: Required, Range(1, 100_000)] int? Uses, [property: Range(1, MembershipTerm.MaxDays)] int? Days,
    DateTimeOffset? ExpiresAt, [property: StringLength(200)] string? Note) : IRequestBody<NewCode>;

/// <summary>The codes of a channel, for its owner.</summary>
internal sealed class CodeStore(Database database, ListPages lists, TimeProvider time)
{
    internal static readonly ListSql OfChannel = ListSql.NewestFirst(
        "x.id, x.note, x.uses_left, x.days, x.expires_at, x.created_at", "membership_codes", "", "x.channel_id = @Channel");

    /// <summary>The one time that the code itself is told.</summary>
    public async Task<Result<MembershipCode>> AddAsync(Id channel, NewCode wanted, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (wanted.ExpiresAt <= now)
            return MembershipErrors.CodeEnded;
        var code = MembershipCodes.New();
        var made = new MembershipCode
        {
            Id = Id.New(time), Code = code, Note = PlainText.Of(wanted.Note), UsesLeft = wanted.Uses!.Value, Days = wanted.Days,
            ExpiresAt = wanted.ExpiresAt, CreatedAt = now,
        };
        await database.ExecuteAsync("""
            INSERT INTO membership_codes (id, channel_id, code_hash, note, uses_left, days, expires_at, created_at)
            VALUES (@Id, @channel, @hash, @Note, @UsesLeft, @Days, @ExpiresAt, @CreatedAt)
            """, new { made.Id, channel, hash = MembershipCodes.HashOf(code), made.Note, made.UsesLeft, made.Days, made.ExpiresAt, made.CreatedAt }, ct);
        return made;
    }

    public async Task<Page<MembershipCode>> ListAsync(Id channel, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<MembershipCode, MembershipCode>(
            read, page, OfChannel, new { Channel = channel }, values: null, code => code, last => Cursor.At(last.Id));
    }

    /// <summary>Null when it is gone. Whoever became a member by it stays one.</summary>
    public async Task<ApiError?> DeleteAsync(Id channel, Id code, CancellationToken ct) =>
        await database.ExecuteAsync("DELETE FROM membership_codes WHERE id = @code AND channel_id = @channel", new { channel, code }, ct) > 0
            ? null
            : MembershipErrors.CodeNotFound;
}

internal sealed record MembershipCode
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>Told when it is made, and never again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }
    public required string Note { get; init; }
    public required long UsesLeft { get; init; }

    /// <summary>How long a membership by it lasts; null: until it is revoked.</summary>
    public int? Days { get; init; }

    /// <summary>When the code itself runs out; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
