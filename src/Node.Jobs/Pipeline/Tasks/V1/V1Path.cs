using System.Globalization;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>
/// A way into a document as <c>jsonparse</c> and <c>copy</c> write it: a list of steps, or a text with dots between them. A negative
/// position counts from the end. What is missing at the last step is null; before it, an error.
/// </summary>
internal static class V1Path
{
    public static V1Answer Walk(PipelineValue document, PipelineValue? path)
    {
        string[] steps;
        switch (path)
        {
            case null or NullValue or TextValue { Value: "" }:
                return V1Answer.Of(document);
            case TextValue text:
                steps = text.Value.Split('.');
                break;
            case ListValue list:
                steps = [.. list.Items.Select(step => V1Data.TextOf(step) ?? "")];
                break;
            default:
                return V1Answer.Fail($"path is {Found.Value(path)}, accepted is a list of names or a text with dots between them");
        }

        var at = document;
        for (var i = 0; i < steps.Length; i++)
        {
            if (Step(at, steps[i]) is { } next)
            {
                at = next;
                continue;
            }

            return i == steps.Length - 1
                ? V1Answer.Of(PipelineValue.Null)
                : V1Answer.Fail($"no value could be found for the step {Found.Quote(steps[i])} of the path {Found.Quote(string.Join('.', steps))}");
        }

        return V1Answer.Of(at);
    }

    private static PipelineValue? Step(PipelineValue at, string step)
    {
        switch (at)
        {
            case MapValue map:
                return map.TryGet(step, out var member) ? member : null;
            case ListValue list when int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index):
                var position = index < 0 ? list.Items.Count + index : index;
                return position >= 0 && position < list.Items.Count ? list.Items[position] : null;
            default:
                return null;
        }
    }
}
