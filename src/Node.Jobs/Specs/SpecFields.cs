using System.Globalization;
using System.Numerics;
using Node.Core.Text;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs;

/// <summary>Typed access to the keys of a spec: collects faults, and knows which keys nobody asked for.</summary>
public sealed class SpecFields(SpecTable table, ICollection<SpecFault> faults)
{
    private static readonly BigInteger AmountEnd = BigInteger.One << 256;

    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the key is there.</summary>
    public bool Has(string name) => Read(name) is not null;

    /// <summary>The key with its place, or null; counts as read.</summary>
    public SpecField? Field(string name) => Read(name);

    /// <summary>Adds a fault at the key, or at the top when the key is missing.</summary>
    public void Fault(string name, string code, string problem, string fix) => Add(name, code, problem, fix, isWarning: false);

    /// <summary>Adds a warning at the key: the value is accepted and can hardly be meant.</summary>
    public void Doubt(string name, string problem, string fix) => Add(name, SpecCodes.Doubtful, problem, fix, isWarning: true);

    /// <summary>A text, or null when the key is missing or no text.</summary>
    public string? Text(string name)
    {
        var field = Read(name);
        if (field is null or { Value: string })
        {
            return field?.Value as string;
        }

        WrongType(field, "a text in quotes");
        return null;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, or null.</summary>
    public long? WholeNumber(string name, long min, long max)
    {
        var field = Read(name);
        switch (field?.Value)
        {
            case null:
                return null;
            case long number when number >= min && number <= max:
                return number;
            default:
                WrongType(field, $"a whole number from {min} to {max}");
                return null;
        }
    }

    /// <summary>True or false, or null.</summary>
    public bool? Flag(string name)
    {
        var field = Read(name);
        if (field is null or { Value: bool })
        {
            return field?.Value as bool?;
        }

        WrongType(field, "true or false");
        return null;
    }

    /// <summary>A duration such as <c>"10s"</c>, not negative, or null.</summary>
    public TimeSpan? Duration(string name)
    {
        var field = Read(name);
        if (field is null)
        {
            return null;
        }

        if (field.Value is string text && GoDuration.TryParse(text, out var duration) && duration >= TimeSpan.Zero)
        {
            return duration;
        }

        WrongType(field, "a duration in quotes such as \"10s\" or \"1m30s\"");
        return null;
    }

    /// <summary>An instant such as <c>"2026-01-31T12:00:00Z"</c>, always with an offset, or null.</summary>
    public DateTimeOffset? Instant(string name)
    {
        var field = Read(name);
        if (field is null)
        {
            return null;
        }

        if (field.Value is string text && Instants.TryParse(text, out var instant))
        {
            return instant;
        }

        WrongType(field, "an instant in quotes such as \"2026-01-31T12:00:00Z\"");
        return null;
    }

    /// <summary>A whole number of any size, written as a number or as decimal digits in quotes, not negative, or null.</summary>
    public BigInteger? Amount(string name)
    {
        var field = Read(name);
        switch (field?.Value)
        {
            case null:
                return null;
            case long number when number >= 0:
                return number;
            case string { Length: > 0 and <= 78 } text when text.All(char.IsAsciiDigit)
                && BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is var amount && amount < AmountEnd:
                return amount;
            default:
                WrongType(field, "a whole number below 2^256, in quotes when it is large");
                return null;
        }
    }

    /// <summary>An address with a correct checksum (EIP-55), or null.</summary>
    public Address? ChecksummedAddress(string name)
    {
        var field = Read(name);
        if (field is null)
        {
            return null;
        }

        if (field.Value is not string text || !Address.TryParse(text, out var address))
        {
            WrongType(field, "an address in quotes: 0x and 40 hex digits");
            return null;
        }

        if (address.ToString() != text)
        {
            Fault(name, SpecCodes.Value, $"is not checksummed (EIP-55): {text}", $"write {address}, after comparing it with its source");
            return null;
        }

        return address;
    }

    /// <summary>A list of addresses; empty when the key is missing.</summary>
    public IReadOnlyList<Address> Addresses(string name)
    {
        var field = Read(name);
        if (field is null)
        {
            return [];
        }

        var found = new List<Address>();
        if (field.Value is IReadOnlyList<object> items)
        {
            foreach (var item in items)
            {
                if (item is string text && Address.TryParse(text, out var address))
                {
                    if (!Address.IsChecksummed(text))
                    {
                        Doubt(name, $"has {text} without a checksum, or with a wrong one (EIP-55)", $"write {address}, after comparing it with its source");
                    }

                    found.Add(address);
                    continue;
                }

                WrongType(field, "a list of addresses in quotes");
                return [];
            }

            return found;
        }

        WrongType(field, "a list of addresses in quotes");
        return [];
    }

    /// <summary>Adds a warning for each key that nobody asked for, and for each whose letters are in another case.</summary>
    public void WarnOfUnread()
    {
        foreach (var field in table.Fields)
        {
            if (_read.TryGetValue(field.Name, out var name) && name != field.Name)
            {
                faults.Add(new SpecFault(
                    field.Line,
                    field.Column,
                    SpecCodes.KeyCase,
                    $"{Untrusted.Show(field.Name)} is read as {name}; not every reader of specs does that",
                    $"write {name}",
                    IsWarning: true));
            }
        }

        foreach (var field in table.Fields.Where(field => !_read.Contains(field.Name)))
        {
            var close = Suggestion.For(field.Name, _read);
            faults.Add(new SpecFault(
                field.Line,
                field.Column,
                SpecCodes.UnknownKey,
                $"{Untrusted.Show(field.Name)} is not a key of this job type and has no effect",
                close is null ? "remove it" : $"did you mean {close}?",
                IsWarning: true));
        }
    }

    private void Add(string name, string code, string problem, string fix, bool isWarning)
    {
        var field = table.Find(name);
        faults.Add(new SpecFault(field?.Line ?? 1, field?.Column ?? 1, code, $"{name} {problem}", fix, isWarning));
    }

    private SpecField? Read(string name)
    {
        _read.Add(name);
        return table.Find(name);
    }

    private void WrongType(SpecField field, string accepted)
    {
        var shown = field.Value switch
        {
            string text => $"\"{Untrusted.Show(text)}\"",
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            SpecTable => "a table",
            _ => "a list",
        };
        faults.Add(new SpecFault(field.Line, field.Column, SpecCodes.Value, $"{field.Name} is {shown}", $"write {accepted}"));
    }
}
