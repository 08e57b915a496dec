using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Node.Eth.Encoding.Abi;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary>The attribute <c>abi</c>: read once, when the pipeline is compiled.</summary>
internal static partial class AbiText
{
    /// <summary>Characters of the attribute. Default: 8192.</summary>
    public const int AbiCharsMax = 8192;

    /// <summary>How types are read here: as the field does, also those that no contract has, of which a warning tells.</summary>
    public static AbiLimits Limits { get; } = new() { AnyWidth = true };

    /// <summary>The attribute; a fault that says what is wrong when it cannot be read.</summary>
    public static Param<T> Param<T>(TaskBuilder builder, Func<string, T> parse)
    {
        bool TryParse(PipelineValue value, [MaybeNullWhen(false)] out T parsed, [NotNullWhen(false)] out string? problem)
        {
            parsed = default;
            var text = ((TextValue)value).Value;
            if (text.Length > AbiCharsMax)
            {
                problem = $"{text.Length} characters are beyond the limit AbiCharsMax of {AbiCharsMax}";
                return false;
            }

            try
            {
                parsed = parse(text);
                problem = null;
                return true;
            }
            catch (Exception e) when (e is AbiException or FormatException)
            {
                problem = Found.Quote(text) + " cannot be read: " + e.Message;
                return false;
            }
        }

        var parameter = builder.Required<T>("abi", ParamSources.Literal, TryParse);
        if (parameter.IsConstant && NumberType().Matches(builder.Text("abi")!).FirstOrDefault(static m => !IsWidth(m)) is { } odd)
        {
            builder.Warn("abi", $"names the type {odd.Value}, which no contract has", "write a width of 8, 16, 24 … 256 bits");
        }

        return parameter;
    }

    /// <summary>Arguments without a function: <c>uint256 a, bytes b</c>.</summary>
    /// <exception cref="AbiException">A type is none.</exception>
    /// <exception cref="FormatException">It is not a list of arguments.</exception>
    public static IReadOnlyList<AbiParameter> Arguments(string text)
    {
        var arguments = AbiArgument.ParseList(text);
        return arguments.Any(static a => a.IsIndexed)
            ? throw new FormatException("indexed is for events only")
            : [.. arguments.Select(static a => new AbiParameter(a.Name, AbiTypeParser.Parse(a.Type, Limits)))];
    }

    /// <summary>The name before the parentheses, and what is between them.</summary>
    /// <exception cref="FormatException">There are no parentheses.</exception>
    public static (string Name, string Arguments) Parts(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        return open >= 0 && text.EndsWith(')')
            ? (text[..open].Trim(), text[(open + 1)..^1])
            : throw new FormatException("write  name(type name, …)");
    }

    private static bool IsWidth(Match type) =>
        int.TryParse(type.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits is >= 8 and <= 256 && bits % 8 == 0;

    // As a type stands: at the beginning of an argument, before its name or the brackets of an array, or in quotes in JSON.
    [GeneratedRegex(@"(?<=^|[(,""]\s*)u?int([0-9]+)(?=[\s\["",)])", RegexOptions.CultureInvariant)]
    private static partial Regex NumberType();
}
