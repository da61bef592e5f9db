using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace VideoTube.Http;

/// <summary>Which part of a list is asked for: <c>?page=1&amp;limit=10</c> or <c>?cursor=…</c>.</summary>
internal sealed record PageRequest(int Number, int Limit, Cursor? After) : IReadsQuery<PageRequest>
{
    public const int DefaultLimit = 10, MaxLimit = 100, MaxReachableRows = 10_000;

    public static IReadOnlyList<QueryParameter> Query { get; } =
    [
        QueryParameter.Whole("page", $"Which page, from 1; the first {MaxReachableRows} rows can be reached so", standard: 1, min: 1),
        QueryParameter.Whole("limit", $"Rows a page; more than {MaxLimit} are {MaxLimit}, fewer than 1 are 1", DefaultLimit, min: 1, MaxLimit),
        QueryParameter.Text("cursor", "The nextCursor of the page before: goes on from there, at any depth at the same cost"),
    ];

    public static readonly FieldError NoLimit = new("limit", "limit must be a whole number");

    // Every id is between the two, in any collation.
    private const string BeforeAllIds = "", AfterAllIds = "g";

    public int Offset => (Number - 1) * Limit;

    /// <summary>Rows passed over: none by cursor.</summary>
    public int Skip => After is null ? Offset : 0;

    /// <summary>Where a list sorted by id, newest first, goes on: rows with <c>id &lt; @Before</c>.</summary>
    /// <exception cref="RequestRefusedException">Another list gave the cursor.</exception>
    public string BeforeId => After is null ? AfterAllIds : IdOf(After);

    /// <summary>Where a list sorted by id, oldest first, goes on: rows with <c>id &gt; @After</c>.</summary>
    /// <exception cref="RequestRefusedException">Another list gave the cursor.</exception>
    public string AfterId => After is null ? BeforeAllIds : IdOf(After);

    public static ValueTask<PageRequest?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var query = http.Request.Query;
        var (limit, number) = (ReadLimit(query["limit"], DefaultLimit, MaxLimit), ReadNumber(query["page"]));
        List<FieldError> wrong = [];
        if (number is null)
            wrong.Add(new("page", "page must be a whole number from 1"));
        if (limit is null)
            wrong.Add(NoLimit);
        if (wrong.Count > 0)
            throw new RequestRefusedException(HttpErrors.Invalid(wrong, onlyMissing: false));
        Cursor? after = null;
        if (query["cursor"].ToString() is { Length: > 0 } text && !Cursor.TryParse(text, out after))
            throw new RequestRefusedException(HttpErrors.ForeignCursor);
        if (after is null && (number - 1L) * limit >= MaxReachableRows)
            throw new RequestRefusedException(HttpErrors.InvalidField("page", $"Only the first {MaxReachableRows} rows can be reached by page; use cursor"));
        return ValueTask.FromResult<PageRequest?>(new PageRequest(number!.Value, limit!.Value, after));
    }

    /// <summary>The first page when nothing is said; null when it is no page there can be.</summary>
    public static int? ReadNumber(string? text) =>
        string.IsNullOrWhiteSpace(text) ? 1 : WholeNumber.Parse(text) is >= 1 and var number ? number : null;

    /// <summary>Numbers out of bounds are taken as the nearest one within; null when it is no number.</summary>
    public static int? ReadLimit(string? text, int standard, int max) =>
        string.IsNullOrWhiteSpace(text) ? standard : WholeNumber.Parse(text) is { } limit ? Math.Clamp(limit, 1, max) : null;

    /// <summary>
    /// Makes the page from rows read with <c>LIMIT Limit + 1</c>: the extra one only tells that more follow.
    /// <paramref name="total"/> is null on pages by cursor, which are not counted.
    /// </summary>
    public Page<T> ToPage<T>(IReadOnlyList<T> rows, long? total, Func<T, Cursor> cursorOf)
    {
        var hasMore = rows.Count > Limit;
        var docs = hasMore ? rows.Take(Limit).ToList() : rows;
        var isNumbered = After is null;
        return new Page<T>
        {
            Docs = docs,
            TotalDocs = total,
            Limit = Limit,
            Number = isNumbered ? Number : null,
            TotalPages = total is { } count ? Math.Max(1, (count + Limit - 1) / Limit) : null,
            PagingCounter = isNumbered ? Offset + 1 : null,
            HasPrevPage = isNumbered && Number > 1,
            HasNextPage = hasMore,
            PrevPage = isNumbered && Number > 1 ? Number - 1 : null,
            NextPage = isNumbered && hasMore ? Number + 1 : null,
            NextCursor = hasMore ? cursorOf(docs[^1]).ToString() : null,
        };
    }

    private static string IdOf(Cursor cursor) => cursor.Key.Length == 0 ? cursor.Id : throw new RequestRefusedException(HttpErrors.ForeignCursor);
}

/// <summary>Where a page by cursor goes on: the sort key and id of the last row seen. Opaque to clients.</summary>
internal sealed record Cursor(string Key, string Id)
{
    /// <summary>In a list sorted by id alone.</summary>
    public static Cursor At(Data.Id id) => new("", id.ToString());

    /// <summary>In a list sorted by a whole number, then by id.</summary>
    public static Cursor At(long key, Data.Id id) => new(key.ToString(CultureInfo.InvariantCulture), id.ToString());

    /// <summary>In a list sorted by time, then by id.</summary>
    public static Cursor At(DateTimeOffset key, Data.Id id) => At(key.ToUnixTimeMilliseconds(), id);

    /// <exception cref="RequestRefusedException">Another list gave the cursor.</exception>
    public long WholeKey() =>
        long.TryParse(Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) ? key
            : throw new RequestRefusedException(HttpErrors.ForeignCursor);

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id}{Key}"));

    public static bool TryParse(string text, out Cursor? cursor)
    {
        cursor = null;
        var bytes = new byte[text.Length];
        if (text.Length > 1024 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length < 24)
            return false;
        var plain = Encoding.UTF8.GetString(bytes, 0, length);
        if (!Data.Id.TryParse(plain[..24], null, out var id))
            return false;
        cursor = new Cursor(plain[24..], id.ToString());
        return true;
    }
}
