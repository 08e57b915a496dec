using System.Text.RegularExpressions;
using Node.Core.Text;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary>One argument in the attribute <c>abi</c>: <c>type [indexed] name</c>. Every argument needs a name, which is a key of
/// the data; two of one name take the same value, and of two that are decoded the last is kept.</summary>
/// <param name="Type">The type as the codec reads it.</param>
/// <param name="IsIndexed">Whether it is a topic.</param>
/// <param name="Name">The name.</param>
internal sealed partial record AbiArgument(string Type, bool IsIndexed, string Name)
{
    /// <summary>Reads a list such as <c>uint256 a, bytes memory b</c>; the words of data locations mean nothing.</summary>
    /// <exception cref="FormatException">It is not such a list; the message names the argument.</exception>
    public static IReadOnlyList<AbiArgument> ParseList(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        return [.. Split(text).Select(static part => Parse(part.Trim()))];
    }

    private static AbiArgument Parse(string text)
    {
        var typeEnd = TypeEnd(text);
        var type = text[..typeEnd];
        var words = text[typeEnd..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(static w => w is not ("memory" or "calldata" or "storage")).ToArray();
        if (type.Length == 0)
        {
            throw new FormatException("an argument is empty; write  type name");
        }

        if (type.StartsWith('('))
        {
            throw new FormatException($"the type {Untrusted.Show(type)} is a tuple, which needs its word: write tuple{Untrusted.Show(text)}; around all arguments there are no parentheses here");
        }

        if (WithoutWidth().IsMatch(type))
        {
            throw new FormatException($"the type {Untrusted.Show(type)} has no width; write {Untrusted.Show(type.Replace("int", "int256", StringComparison.Ordinal))}");
        }

        return words switch
        {
            [var name] when name != "indexed" => new AbiArgument(type, false, name),
            ["indexed", var name] => new AbiArgument(type, true, name),
            [] or ["indexed"] => throw new FormatException($"the argument {Untrusted.Show(text)} has no name; write  {Untrusted.Show(type)} name"),
            _ => throw new FormatException($"the argument {Untrusted.Show(text)} has more words than  type name  or  type indexed name"),
        };
    }

    private static int TypeEnd(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && char.IsWhiteSpace(text[i]))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    [GeneratedRegex(@"\bu?int\b", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutWidth();
}
