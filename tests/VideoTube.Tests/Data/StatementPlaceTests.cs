using System.Text.RegularExpressions;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Data;

/// <summary>SQL stands where one looks for it: in stores.</summary>
public sealed partial class StatementPlaceTests
{
    /// <summary>Stores by another name: each keeps one table, or builds the texts that stores run.</summary>
    private static readonly string[] AlsoStores =
    [
        "Accounts/ByMail/MailedTokens.cs", "Accounts/OldUsernames.cs", "Mail/Outbox.cs", "Moderation/AuditLog.cs", "Processing/JobQueue.cs",
        "Videos/VideoTagRows.cs", "Moderation/Withholding.cs", "Upkeep/MediaNames.cs", "Http/ListSql.cs", "Likes/Likeable.cs",
        "Search/ChannelSearch.cs", "Search/ChannelWords.cs", "Search/IndexedVideo.cs", "Search/SearchIndex.cs", "Search/SortedMatches.cs", "Search/VideoSuggestions.cs",
        "Health/HealthEndpoints.cs", // asks only whether the database answers
    ];

    [Fact]
    public void Statements_stand_in_stores_and_nowhere_else()
    {
        var source = SourceTree.PathOf("src", "VideoTube");
        var with = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => Statement().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(source, file))
            .ToList();

        Assert.True(with.Count > 40);
        Assert.Empty(with.Where(file => !file.StartsWith("Data/", StringComparison.Ordinal) && !Store().IsMatch(file)).Except(AlsoStores));
        Assert.Empty(AlsoStores.Except(with)); // one that has none any more is struck from the list
    }

    /// <summary>At the start of a literal, or of a line of a raw one.</summary>
    [GeneratedRegex("""("|^)\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"(Store|Sql|Export)\.cs$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Store();
}
