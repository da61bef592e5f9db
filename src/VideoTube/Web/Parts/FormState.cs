using VideoTube.Http;

namespace VideoTube.Web.Parts;

/// <summary>What a form was sent with, and what stood against it: shown again beside the fields.</summary>
public sealed class FormState
{
    private readonly IReadOnlyDictionary<string, string> values;

    private FormState(IReadOnlyDictionary<string, string> values, IReadOnlyList<FormFault> faults) => (this.values, Faults) = (values, faults);

    public static FormState Empty { get; } = new(new Dictionary<string, string>(), []);

    /// <summary>A form that begins with what is known already.</summary>
    public static FormState Filled(params (string Field, string Value)[] values) => new(values.ToDictionary(one => one.Field, one => one.Value), []);

    public IReadOnlyList<FormFault> Faults { get; }

    public string? Value(string field) => values.GetValueOrDefault(field);

    public string? Fault(string field) => Faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    /// <summary>Secrets are not written back into the page.</summary>
    internal static FormState Refused(IFormCollection form, ApiError error)
    {
        var kept = form.Where(field => !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(field => field.Key, field => field.Value.ToString());
        IReadOnlyList<FormFault> faults = error.Errors.Count > 0
            ? [.. error.Errors.Select(fault => new FormFault(fault.Field, fault.Message))]
            : [new FormFault(null, error.Message)];
        return new FormState(kept, faults);
    }
}

/// <param name="Field">Name of the field; null when the fault is of the whole.</param>
public sealed record FormFault(string? Field, string Message);
