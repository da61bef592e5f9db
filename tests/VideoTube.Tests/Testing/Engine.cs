using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace VideoTube.Tests.Testing;

/// <summary>The database engines that everything must behave the same on.</summary>
public enum Engine { Sqlite, Postgres }

/// <summary>Runs a test on both engines. Where no PostgreSQL is installed its half is skipped, which CI counts as a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothEnginesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow<Engine>(Engine.Sqlite),
            new TheoryDataRow<Engine>(Engine.Postgres) { Skip = PostgresServer.IsMissing ? "PostgreSQL is not installed" : null },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
