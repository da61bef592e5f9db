using System.Reflection;

namespace VideoTube.Tests.Testing;

/// <summary>A name chooses the tests that are run.</summary>
public sealed class TestNameTests
{
    [Fact]
    public void No_two_classes_of_tests_have_one_name()
    {
        var names = Assembly.GetExecutingAssembly().GetTypes().Select(type => type.Name).Where(name => name.EndsWith("Tests", StringComparison.Ordinal));

        Assert.Empty(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
    }
}
