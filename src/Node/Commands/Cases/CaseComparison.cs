using System.Globalization;
using Node.Core.Text;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands.Cases;

/// <summary>
/// Compares what came out of a case with what must, by value: numbers as exact decimals, a number with the text of it, texts of
/// <c>0x…</c> without regard to case, maps without order, errors only as such,
/// results that share an <c>index</c> in any order.
/// </summary>
internal static class CaseComparison
{
    /// <summary>What differs, one line each, task by task; empty when all agrees.</summary>
    public static IReadOnlyList<string> Differences(CaseExpectation expected, CaseAnswer actual)
    {
        var differences = new List<string>();
        if (expected.State is { } state && state != actual.State)
        {
            differences.Add($"state: expected {Untrusted.Show(state)}, got {actual.State}{(actual.Refusal is null ? "" : $" ({Untrusted.Show(actual.Refusal)})")}");
        }

        foreach (var (name, value) in expected.Tasks.OrderBy(task => task.Key, StringComparer.Ordinal))
        {
            var result = actual.Tasks.TryGetValue(name, out var found) ? found : default;
            if (!Agree(value, result))
            {
                differences.Add($"{Untrusted.Show(name)}: expected {(value is null ? "an error" : Show(value))}, got {Show(result)}");
            }
        }

        if (expected.Outputs is { } outputs && actual.Refusal is null && !Agree(outputs, actual.Outputs, actual.IsOrdered))
        {
            differences.Add($"outputs: expected {Show(outputs)}, got {Show(actual.Outputs)}");
        }

        return differences;
    }

    /// <summary>Whether two values mean the same.</summary>
    public static bool Agree(PipelineValue expected, PipelineValue actual) => (expected, actual) switch
    {
        (DecimalValue number, TextValue text) => IsTextOf(text.Value, number.Value),
        (TextValue text, DecimalValue number) => IsTextOf(text.Value, number.Value),
        (TextValue one, TextValue other) => one.Value == other.Value || (IsHex(one.Value) && one.Value.Equals(other.Value, StringComparison.OrdinalIgnoreCase)),
        (TextValue text, BytesValue bytes) => text.Value.Equals(bytes.ToHex(), StringComparison.OrdinalIgnoreCase),
        (BytesValue bytes, TextValue text) => text.Value.Equals(bytes.ToHex(), StringComparison.OrdinalIgnoreCase),
        (ListValue one, ListValue other) => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(pair => Agree(pair.First, pair.Second)),
        (MapValue one, MapValue other) => one.Members.Count == other.Members.Count
            && one.Members.All(member => other.TryGet(member.Key, out var mine) && Agree(member.Value, mine)),
        _ => expected.Equals(actual),
    };

    /// <summary>Whether an error says nothing, as only that of a <c>fail</c> without <c>msg</c> does. The field stores it as
    /// null.</summary>
    public static bool HasNoText(TaskError error) => error.Message.EndsWith("(fail): ", StringComparison.Ordinal);

    private static bool Agree(PipelineValue? expected, TaskResult actual) => expected switch
    {
        null => actual.IsError,

        // An error without a text is stored as null by the field's node.
        NullValue when actual.Error is { } error => HasNoText(error),
        _ => actual.Value is { } value && Agree(expected, value),
    };

    private static bool Agree(IReadOnlyList<PipelineValue> expected, IReadOnlyList<PipelineValue?> actual, bool isOrdered)
    {
        if (expected.Count != actual.Count)
        {
            return false;
        }

        var left = actual.Select(value => value ?? PipelineValue.Null).ToList();
        foreach (var value in expected)
        {
            var at = isOrdered ? (Agree(value, left[0]) ? 0 : -1) : left.FindIndex(other => Agree(value, other));
            if (at < 0)
            {
                return false;
            }

            left.RemoveAt(at);
        }

        return true;
    }

    // The plain decimal form: digits, perhaps a sign and a point, no exponent.
    private static bool IsTextOf(string text, BigDecimal number) =>
        text.Length > 0 && text.All(sign => char.IsAsciiDigit(sign) || sign is '-' or '.')
        && BigDecimal.TryParse(text, out var value, out _) && value == number;

    private static bool IsHex(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private static string Show(IEnumerable<PipelineValue?> values) =>
        string.Create(CultureInfo.InvariantCulture, $"[{string.Join(", ", values.Select(value => Show(value ?? PipelineValue.Null)))}]");

    private static string Show(PipelineValue value) => Untrusted.Show(ValueJson.Write(value));

    private static string Show(TaskResult result) =>
        result.Value is { } value ? Show(value)
        : result.Error is { } error ? $"the error \"{Untrusted.Show(error.Message)}\""
        : result.Waiting is { } waiting ? $"nothing: it waits for {waiting.WaitsFor}" : "nothing: there is no such task";
}
