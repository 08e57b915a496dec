using System.Text.RegularExpressions;
using Node.Core.Text;
using Node.Eth.Encoding.Abi;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary>A function in the JSON that compilers write: <c>{"name": …, "inputs": [{"name": …, "type": …, "components": […]}]}</c>.
/// Members that it may have besides mean nothing here.</summary>
internal static partial class AbiJson
{
    private const string Tuple = "tuple";

    // Words that the reader of types takes for something else; no parameter of a contract can be named so.
    private static readonly string[] Reserved = ["memory", "calldata", "storage", "payable", "indexed"];

    /// <summary>Reads it. Without a name, or with an empty one, it is the arguments alone.</summary>
    /// <exception cref="AbiException">A type is none.</exception>
    /// <exception cref="FormatException">It is not of the form above; the message says where.</exception>
    public static AbiCall Parse(string text)
    {
        if (!JsonValueReader.TryReadWhole(text, out var json, out var problem))
        {
            throw new FormatException("it is not JSON: " + problem);
        }

        if (json is NullValue)
        {
            return AbiCall.Of("", []); // as the field reads it: nothing is given, so there is nothing to encode
        }

        if (json is not MapValue function)
        {
            throw new FormatException("write  {\"name\": …, \"inputs\": [{\"name\": …, \"type\": …}]}");
        }

        var name = Text(function, "name", "the function") ?? "";
        return name.Length > 0 && !Identifier().IsMatch(name)
            ? throw new FormatException($"{Found.Quote(name)} is not the name of a function")
            : AbiCall.Of(name, Parameters(function, "inputs", "the function"));
    }

    private static List<AbiParameter> Parameters(MapValue owner, string member, string where)
    {
        var parameters = new List<AbiParameter>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in List(owner, member, where))
        {
            var place = $"{member}[{parameters.Count}] of {where}";
            var parameter = item as MapValue ?? throw new FormatException($"{place} is not a map");
            var name = Name(parameter, place);
            parameters.Add(names.Add(name)
                ? new AbiParameter(name, AbiTypeParser.Parse(TypeText(parameter, place), AbiText.Limits))
                : throw new FormatException($"two arguments of {where} have the name {Untrusted.Show(name)}"));
        }

        return parameters;
    }

    // The form that the reader of types takes: a tuple as its components in parentheses, with their names.
    private static string TypeText(MapValue parameter, string place)
    {
        var type = Text(parameter, "type", place) ?? throw new FormatException($"{place} has no type");
        if (!type.StartsWith(Tuple, StringComparison.Ordinal))
        {
            return PlainType().IsMatch(type)
                ? type : throw new FormatException($"{place} has the type {Found.Quote(type)}; accepted are types with their width, e.g. uint256");
        }

        var parts = new List<string>();
        foreach (var item in List(parameter, "components", place))
        {
            var inner = $"components[{parts.Count}] of {place}";
            var component = item as MapValue ?? throw new FormatException($"{inner} is not a map");
            parts.Add($"{TypeText(component, inner)} {Name(component, inner)}");
        }

        var suffix = type[Tuple.Length..];
        return ArraySuffix().IsMatch(suffix)
            ? $"({string.Join(',', parts)}){suffix}" : throw new FormatException($"{place} has the type {Found.Quote(type)}; accepted is tuple, with [] or [n] behind it");
    }

    private static string Name(MapValue owner, string place)
    {
        var name = Text(owner, "name", place) ?? "";
        return Identifier().IsMatch(name) && !Reserved.Contains(name)
            ? name : throw new FormatException($"{place} has the name {Found.Quote(name)}; accepted are letters, digits and _, since data gives values by name");
    }

    // The letters' case does not matter where no member has exactly that name, as in the field's reader.
    private static PipelineValue? Member(MapValue owner, string name) => owner.TryGet(name, out var exact)
        ? exact : owner.Members.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Text(MapValue owner, string member, string place) => Member(owner, member) switch
    {
        null or NullValue => null,
        TextValue text => text.Value,
        _ => throw new FormatException($"{member} of {place} is not a text"),
    };

    private static IReadOnlyList<PipelineValue> List(MapValue owner, string member, string place) =>
        Member(owner, member) switch
        {
            null or NullValue => [],
            ListValue list => list.Items,
            _ => throw new FormatException($"{member} of {place} is not a list"),
        };

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(?!u?int(\[|\z))[a-z]+[0-9]*(\[[0-9]*\])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainType();

    [GeneratedRegex(@"^(\[[0-9]*\])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ArraySuffix();
}
