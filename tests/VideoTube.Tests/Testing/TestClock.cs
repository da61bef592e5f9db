using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace VideoTube.Tests.Testing;

/// <summary>The system's time, and as much later as a test says. Timers are not moved.</summary>
internal sealed class TestClock : TimeProvider
{
    private long aheadTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref aheadTicks));

    /// <summary>Gives this time to a site: pass it as <c>customize</c>.</summary>
    public void Use(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(this);

    public void Advance(TimeSpan by) => Interlocked.Add(ref aheadTicks, by.Ticks);
}
