using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary>Parameters that several number tasks have.</summary>
internal static class NumberParams
{
    /// <summary><c>precision</c>: decimal places, negative for tens and hundreds; not given, blank or null: the usual number of
    /// places.</summary>
    public static Param<int?> Precision(TaskBuilder builder) =>
        builder.Optional<int?>("precision", ParamSources.Variable | ParamSources.Literal, TryPlaces, null);

    /// <summary><c>allowedFaults</c>: how many of the values may be errors; not given: all but one.</summary>
    public static Param<long?> AllowedFaults(TaskBuilder builder) =>
        builder.Optional<long?>("allowedFaults", ParamSources.Literal, TryFaults, null);

    private static bool TryPlaces(
        PipelineValue value, [MaybeNullWhen(false)] out int? places, [NotNullWhen(false)] out string? problem)
    {
        places = null;
        problem = null;
        if (value is NullValue or TextValue { Value: "" })
        {
            return true;
        }

        // A number from a variable is cut to a whole one, as in the field; a text must be whole.
        var whole = value is DecimalValue { Value.IsInteger: false } number ? PipelineValue.Of(number.Value.Truncate()) : value;
        var isInteger = ValueConversion.TryInt32(whole, out var count, out problem);
        places = count;
        return isInteger;
    }

    private static bool TryFaults(
        PipelineValue value, [MaybeNullWhen(false)] out long? faults, [NotNullWhen(false)] out string? problem)
    {
        var isCount = ValueConversion.TryCount(value, out var number, out problem);
        faults = number;
        return isCount;
    }
}
