using System.Globalization;
using Node.Core.Text;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>The attributes of one task as they are written.</summary>
internal sealed class TaskAttributes(DotNode node, TaskType type, DotFaults faults)
{
    private const string ValueCode = "task.attribute-value";

    private static readonly string[] Common = ["type", "index", "timeout", "failEarly", "retries", "minBackoff", "maxBackoff"];

    private bool _isBroken;

    /// <summary>The attribute of that name, whatever its case; null when it is not given. Of several spellings the last
    /// counts.</summary>
    public DotAttribute? Find(string name) =>
        node.Attributes.LastOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Warns of attributes that this type does not have.</summary>
    public void WarnOfUnknown()
    {
        foreach (var attribute in node.Attributes)
        {
            if (!IsKnown(Common, attribute.Name) && !IsKnown(type.Attributes, attribute.Name))
            {
                var near = Suggestion.For(attribute.Name, type.Attributes.Concat(Common));
                faults.Warn(
                    attribute.NameAt,
                    "task.unknown-attribute",
                    $"a task of type {type.Name} has no attribute {Found.Quote(attribute.Name)}; it has no effect",
                    near is null
                        ? $"its attributes are: {string.Join(", ", type.Attributes.Concat(Common))}" : $"did you mean {near}?");
            }
        }
    }

    /// <summary>The attributes that every task has; null when one of them cannot be read.</summary>
    public TaskPolicy? Policy()
    {
        var usual = new TaskPolicy();
        var (least, most) = (Backoff("minBackoff"), Backoff("maxBackoff"));
        if (least > most)
        {
            faults.Warn(
                Find("minBackoff")!.ValueAt,
                ValueCode,
                $"task {Found.Quote(node.Name)}: minBackoff is longer than maxBackoff, which is waited instead",
                "write minBackoff not longer than maxBackoff");
        }

        var policy = new TaskPolicy
        {
            Index = Index(),
            Timeout = Duration("timeout"),
            FailEarly = FailEarly(),
            Retries = Retries(),
            MinBackoff = least ?? usual.MinBackoff,
            MaxBackoff = most ?? (least > usual.MaxBackoff ? least.Value : usual.MaxBackoff),
        };
        return _isBroken ? null : policy;
    }

    private static bool IsKnown(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private int Index()
    {
        if (Given("index") is not { } attribute)
        {
            return 0;
        }

        var text = attribute.Value;
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        var (style, start) = digits switch
        {
            ['0', 'x' or 'X', ..] => (NumberStyles.AllowHexSpecifier, 2),
            ['0', 'b' or 'B', ..] => (NumberStyles.AllowBinarySpecifier, 2),
            _ => (NumberStyles.None, 0),
        };
        if (long.TryParse(digits.AsSpan(start), style, CultureInfo.InvariantCulture, out var value))
        {
            value = text[0] == '-' ? -value : value;
            if (value is >= int.MinValue and <= int.MaxValue)
            {
                return (int)value;
            }
        }

        return Fault<int>(attribute, "a whole number of 32 bits, e.g. index=1");
    }

    private bool FailEarly()
    {
        if (Given("failEarly") is not { } attribute)
        {
            return false;
        }

        return ValueConversion.ReadBool(attribute.Value) ?? Fault<bool>(attribute, "true or false");
    }

    private int Retries()
    {
        if (Given("retries") is not { } attribute)
        {
            return 0;
        }

        return int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var retries)
            && retries <= TaskPolicy.RetriesMax
            ? retries : Fault<int>(attribute, $"a whole number from 0 to the limit RetriesMax of {TaskPolicy.RetriesMax}");
    }

    private TimeSpan? Duration(string name)
    {
        if (Find(name) is not { } attribute)
        {
            return null;
        }

        return GoDuration.TryParse(attribute.Value, out var duration)
            ? duration : Fault<TimeSpan?>(attribute, "a number with a unit, e.g. 500ms, 10s, 1m30s");
    }

    private TimeSpan? Backoff(string name)
    {
        var wait = Duration(name);
        return wait < TimeSpan.Zero ? Fault<TimeSpan?>(Find(name)!, "a duration that is not negative, e.g. 500ms, 10s, 1m30s") : wait;
    }

    private DotAttribute? Given(string name) => Find(name) is { Value.Length: > 0 } attribute ? attribute : null;

    private T? Fault<T>(DotAttribute attribute, string accepted)
    {
        _isBroken = true;
        faults.Add(
            attribute.ValueAt,
            ValueCode,
            $"task {Found.Quote(node.Name)}: {attribute.Name} is {Found.Quote(attribute.Value)}",
            "accepted is " + accepted);
        return default;
    }
}
