using Node.Eth.Primitives;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.Lint;

/// <summary>An address written out in the pipeline whose letters carry no checksum, or a wrong one (EIP-55): a slip goes unseen.</summary>
internal sealed class ChecksumRule : ILintRule
{
    private static readonly string[] AddressAttributes = ["contract", "to", "from", "address", "data"];

    /// <inheritdoc/>
    public string Code => "lint.checksum";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject) =>
        from node in subject.Nodes
        from attribute in subject.KnownAttributes(node)
        where AddressAttributes.Contains(attribute.Name, StringComparer.OrdinalIgnoreCase)
        from word in attribute.Value.Split([' ', '\t', '\r', '\n', ',', ':', '[', ']', '{', '}', '"'], StringSplitOptions.RemoveEmptyEntries)
        where word.StartsWith("0x", StringComparison.Ordinal) && Address.TryParse(word, out _) && !Address.IsChecksummed(word)
        select Of(node, attribute, word);

    private SpecFault Of(DotNode node, DotAttribute attribute, string word)
    {
        var letters = word.AsSpan(2);
        var hasBothCases = letters.IndexOfAnyInRange('a', 'f') >= 0 && letters.IndexOfAnyInRange('A', 'F') >= 0;
        return LintSubject.At(
            attribute.ValueAt,
            Code,
            $"task {Found.Quote(node.Name)}: {attribute.Name}: {word} has {(hasBothCases ? "a wrong checksum, so a digit may be wrong" : "no checksum")} (EIP-55)",
            $"write {Address.Parse(word)}, after comparing it with its source");
    }
}
