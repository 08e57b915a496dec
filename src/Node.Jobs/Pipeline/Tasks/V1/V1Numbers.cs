using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>The adapters that count and compare.</summary>
internal static class V1Numbers
{
    public static V1Answer Multiply(MapValue given, PipelineValue result)
    {
        if (!given.TryGet("times", out var times) || times is NullValue)
        {
            return V1Answer.Of(result);
        }

        return TryBoth(times, "times", result, out var factor, out var number, out var problem)
            ? V1Answer.Of(PipelineValue.Of(number * factor)) : V1Answer.Fail(problem!);
    }

    public static V1Answer Quotient(MapValue given, PipelineValue result)
    {
        var dividend = given.TryGet("dividend", out var found) ? found : PipelineValue.Null;
        if (!TryBoth(dividend, "dividend", result, out var upper, out var lower, out var problem))
        {
            return V1Answer.Fail(problem!);
        }

        return lower == BigDecimal.Zero
            ? V1Answer.Fail("the result is 0, by which nothing can be divided") : V1Answer.Of(PipelineValue.Of(BigDecimal.Divide(upper, lower)));
    }

    public static V1Answer Compare(MapValue given, PipelineValue result)
    {
        var operation = V1Data.TextOf(given, "operator");
        var value = given.TryGet("value", out var found) ? found : PipelineValue.Null;
        if (operation is "eq" or "neq")
        {
            return V1Answer.Of(PipelineValue.Of(V1Data.TextOf(result) == V1Data.TextOf(value) == (operation == "eq")));
        }

        if (operation is not ("gt" or "gte" or "lt" or "lte"))
        {
            return V1Answer.Fail($"operator is {(operation is null ? "missing" : Found.Quote(operation))}, accepted are eq, neq, gt, gte, lt and lte");
        }

        if (!TryBoth(value, "value", result, out var right, out var left, out var problem))
        {
            return V1Answer.Fail(problem!);
        }

        return V1Answer.Of(PipelineValue.Of(operation switch
        {
            "gt" => left > right,
            "gte" => left >= right,
            "lt" => left < right,
            _ => left <= right,
        }));
    }

    private static bool TryBoth(PipelineValue own, string name, PipelineValue result, out BigDecimal mine, out BigDecimal theirs, out string? problem)
    {
        theirs = default;
        if (!ValueConversion.TryDecimal(own, out mine, out problem))
        {
            problem = $"{name}: {problem}";
            return false;
        }

        if (ValueConversion.TryDecimal(result, out theirs, out problem))
        {
            return true;
        }

        problem = $"the result: {problem}";
        return false;
    }
}
