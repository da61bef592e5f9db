using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace VideoTube.Http;

/// <summary>A record that an endpoint reads out of the address. It names what it reads, so that the OpenAPI document can.</summary>
internal interface IReadsQuery<TSelf> : IBindableFromHttpContext<TSelf>, IEndpointParameterMetadataProvider
    where TSelf : class, IReadsQuery<TSelf>
{
    static abstract IReadOnlyList<QueryParameter> Query { get; }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new QueryRead(TSelf.Query));
}

/// <summary>The parameters that one binder of a route reads.</summary>
internal sealed record QueryRead(IReadOnlyList<QueryParameter> Parameters);

/// <summary>One of them. All may be left out.</summary>
/// <param name="Type">As JSON Schema calls it.</param>
internal sealed record QueryParameter(string Name, string Type, string About)
{
    public IReadOnlyList<string> Values { get; private init; } = [];
    public string? Format { get; private init; }
    public double? Min { get; private init; }
    public double? Max { get; private init; }

    /// <summary>What holds when it is left out.</summary>
    public object? Default { get; private init; }

    public static QueryParameter Text(string name, string about) => new(name, "string", about);

    public static QueryParameter Id(string name, string about) => new(name, "string", about) { Format = "id" };

    public static QueryParameter Flag(string name, string about) => new(name, "boolean", about);

    public static QueryParameter Number(string name, string about, double? min = null) => new(name, "number", about) { Min = min };

    public static QueryParameter Whole(string name, string about, long standard, long? min = null, long? max = null) =>
        new(name, "integer", about) { Default = standard, Min = min, Max = max };

    public static QueryParameter OneOf(string name, string about, params string[] values) => new(name, "string", about) { Values = values };
}
