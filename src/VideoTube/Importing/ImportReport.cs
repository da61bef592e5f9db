namespace VideoTube.Importing;

/// <summary>What became of each document: told line by line where it matters, and counted.</summary>
/// <param name="tell">Where a line goes.</param>
internal sealed class ImportReport(Action<ImportLine> tell)
{
    private readonly Dictionary<string, ImportCount> counts = [];
    private readonly Dictionary<(string, string), long> reasons = [];

    public IEnumerable<ImportCount> Counts => counts.Values;

    public IEnumerable<ImportReason> Reasons => reasons.Select(reason => new ImportReason(reason.Key.Item1, reason.Key.Item2, reason.Value)).OrderByDescending(reason => reason.Count);

    /// <summary>How many were skipped for something that is wrong with them, or meets another's name.</summary>
    public long Faults { get; private set; }

    public void Count(string what, long imported) => Of(what).Imported += imported;

    public void Tell(string what, string file, long line, Fate fate)
    {
        if (fate.Outcome == Outcome.Imported)
            Of(what).Imported++;
        else if (fate.Outcome == Outcome.AlreadyThere)
            Of(what).AlreadyThere++;
        else
            Skip(what, file, line, fate.Reason!, fate.Detail, fate.IsFault);
    }

    public void Skip(string what, string file, long line, string reason, string? detail = null, bool isFault = true)
    {
        Faults += isFault ? 1 : 0;
        Of(what).Skipped++;
        reasons[(what, reason)] = reasons.GetValueOrDefault((what, reason)) + 1;
        tell(new ImportLine(Path.GetFileName(file), line, "skipped", reason, detail));
    }

    /// <summary>It was imported, but not all of it.</summary>
    public void Note(string file, long line, string note, string? detail) =>
        tell(new ImportLine(Path.GetFileName(file), line, "imported", note, detail));

    private ImportCount Of(string what) => counts.TryGetValue(what, out var count) ? count : counts[what] = new ImportCount(what);
}

internal sealed record ImportLine(string File, long Line, string Outcome, string Reason, string? Detail);

internal sealed record ImportReason(string What, string Reason, long Count);

internal sealed record ImportCount(string What)
{
    public long Imported { get; set; }
    public long AlreadyThere { get; set; }
    public long Skipped { get; set; }
}
