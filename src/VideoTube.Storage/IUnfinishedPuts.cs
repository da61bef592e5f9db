namespace VideoTube.Storage;

/// <summary>A store at which a put that was broken off leaves something that nobody sees and somebody pays for.</summary>
public interface IUnfinishedPuts
{
    /// <summary>Drops puts that began before a time and never ended. Returns how many there were.</summary>
    Task<int> DropUnfinishedAsync(DateTimeOffset before, CancellationToken ct);
}
