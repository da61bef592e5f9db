using System.Text.Json;
using VideoTube.Accounts;
using VideoTube.Accounts.Passwords;
using VideoTube.Data;

namespace VideoTube.Importing;

/// <summary>A user of the Express and Mongoose backend, held to this site's rules. Refresh tokens are left behind.</summary>
internal sealed record MongoUser(
    Id Id, string Username, string Email, string Fullname, string PasswordHash, string? Avatar, string? CoverImage,
    IReadOnlyList<Id> WatchHistory, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Mongoose pushed to the end: the last was watched last. Times are the same at each reading.</summary>
    public IEnumerable<WatchedVideo> Watched =>
        WatchHistory.Select((video, i) => new WatchedVideo(Id, video, UpdatedAt.AddMilliseconds(i - WatchHistory.Count)));

    /// <exception cref="InvalidDocumentException">A field is missing or against the rules.</exception>
    public static MongoUser Read(JsonElement document)
    {
        var id = MongoTimes.IdOf(document);
        var username = AccountRules.Normal(ExtendedJson.Text(document, "username"));
        var email = AccountRules.Normal(ExtendedJson.Text(document, "email"));
        var fullname = (ExtendedJson.Text(document, "fullname") ?? ExtendedJson.Text(document, "fullName") ?? "").Trim();
        foreach (var (name, value) in new[] { ("username", username), ("email", email), ("fullname", fullname) })
            if (value.Length == 0)
                throw new InvalidDocumentException($"it has no {name}");
        var fault = AccountRules.FaultOfUsername(username) ?? AccountRules.FaultOfEmail(email) ?? AccountRules.FaultOfFullname(fullname);
        if (fault is not null)
            throw new InvalidDocumentException(fault);
        var hash = ExtendedJson.Text(document, "password") ?? "";
        if (Bcrypt.CostOf(hash) is null)
            throw new InvalidDocumentException("its password is no bcrypt hash");
        var (createdAt, updatedAt) = MongoTimes.Of(document, id);
        return new MongoUser(
            id, username, email, fullname, hash, ExtendedJson.Text(document, "avatar"), ExtendedJson.Text(document, "coverImage"),
            ExtendedJson.Ids(document, "watchHistory"), createdAt, updatedAt);
    }
}

internal sealed record WatchedVideo(Id User, Id Video, DateTimeOffset At);

/// <summary>What both kinds of documents have: an id, and times.</summary>
internal static class MongoTimes
{
    public static Id IdOf(JsonElement document) =>
        ExtendedJson.Id(document, "_id") ?? throw new InvalidDocumentException("it has no _id");

    /// <summary>An ObjectId begins with the second it was made in; that stands in for a time that is missing.</summary>
    public static (DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) Of(JsonElement document, Id id)
    {
        var createdAt = ExtendedJson.Time(document, "createdAt") ?? DateTimeOffset.FromUnixTimeSeconds(Convert.ToUInt32(id.ToString()[..8], 16));
        return (createdAt, ExtendedJson.Time(document, "updatedAt") ?? createdAt);
    }
}
