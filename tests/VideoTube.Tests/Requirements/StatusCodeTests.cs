using System.Text.RegularExpressions;

namespace VideoTube.Tests.Requirements;

public sealed partial class StatusCodeTests
{
    private static readonly int[] Codes =
    [
        100, 101, 200, 201, 202, 203, 204, 206, 301, 302, 303, 304, 307, 308,
        400, 401, 402, 403, 404, 405, 409, 410, 412, 413, 415, 416, 422, 428, 429, 500, 502, 503, 504, 507,
    ];

    [Fact]
    public void Every_status_code_of_the_requirements_has_a_test()
    {
        var tested = from type in typeof(StatusCodeTests).Assembly.GetTypes()
                     from method in type.GetMethods()
                     where method.IsDefined(typeof(FactAttribute), inherit: true)
                     let code = CodeName().Match(method.Name)
                     where code.Success
                     select int.Parse(code.Groups["code"].Value);

        Assert.Empty(Codes.Except(tested));
    }

    [GeneratedRegex(@"^Code_(?<code>\d{3})_", RegexOptions.None, 1000)]
    private static partial Regex CodeName();
}
