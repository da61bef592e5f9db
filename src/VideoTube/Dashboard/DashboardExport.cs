using System.Globalization;
using VideoTube.Accounts.Export;

namespace VideoTube.Dashboard;

/// <summary>What a person's channel gained on a day, as they take it away.</summary>
internal sealed record ExportedDay
{
    // Before the first day nothing follows the zero.
    private const string Sql = """
        SELECT day, views, watched, subscribers, likes, comments
        FROM channel_days WHERE channel_id = @user AND day > CAST('0' || @after AS BIGINT) ORDER BY day LIMIT @limit
        """;

    /// <summary>Since 1970, UTC.</summary>
    public long Day { get; init; }
    public long Views { get; init; }

    /// <summary>Seconds.</summary>
    public double Watched { get; init; }
    public long Subscribers { get; init; }
    public long Likes { get; init; }
    public long Comments { get; init; }

    public static void AddTo(IServiceCollection services) =>
        services.AddExport<ExportedDay>("channel-days", Sql, row => row.Day.ToString(CultureInfo.InvariantCulture), "channel_days");
}
