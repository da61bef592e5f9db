namespace VideoTube.Data;

/// <summary>How many statements an act sent to the database, wherever in it; counted only where somebody asks.</summary>
internal sealed class StatementCount
{
    private static readonly AsyncLocal<StatementCount?> Current = new();

    private int value;

    public int Value => Volatile.Read(ref value);

    /// <summary>Counts from here on for the caller and all that it calls.</summary>
    public static StatementCount Begin() => Current.Value = new StatementCount();

    /// <summary>For the session, which sends them.</summary>
    public static void Add()
    {
        if (Current.Value is { } count)
            Interlocked.Increment(ref count.value);
    }
}
