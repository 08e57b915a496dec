using Node.Core.Text;
using Node.Jobs.Pipeline;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Node.Jobs.Specs;

/// <summary>Reads the TOML of a spec into keys that know where they stand.</summary>
internal static class SpecReader
{
    /// <summary>The longest spec, in characters.</summary>
    public const int CharsMax = 65_536;

    /// <summary>How deep lists and tables may stand in each other.</summary>
    public const int NestingMax = 32;

    private static readonly TomlSerializerOptions ParserOptions = new() { MaxDepth = NestingMax + 1 }; // the file itself is one

    /// <summary>Reads the text; adds a fault for each thing that is not TOML.</summary>
    /// <returns>The top-level table; null when there is none to speak of.</returns>
    public static SpecTable? Read(string toml, List<SpecFault> faults)
    {
        if (toml.Length > CharsMax)
        {
            faults.Add(new SpecFault(1, 1, SpecCodes.TooLong, $"the spec has more than {CharsMax} characters", "shorten it"));
            return null;
        }

        if (toml.StartsWith('\uFEFF'))
        {
            faults.Add(new SpecFault(
                1, 1, SpecCodes.ByteOrderMark, "the text begins with a byte order mark, which is no part of it", "save it as UTF-8 without one", IsWarning: true));
            toml = toml[1..];
        }

        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(toml, ParserOptions, "spec", validate: false);
        }
        catch (TomlException e)
        {
            // What the parser gives up on instead of noting it: nesting beyond the limit.
            faults.Add(new SpecFault(e.Line ?? 1, e.Column ?? 1, SpecCodes.Syntax, Untrusted.Show(e.Message), $"tables and lists may be nested {NestingMax} deep"));
            return null;
        }

        catch (ArgumentOutOfRangeException)
        {
            // The parser trips over its own message about an escape such as \UFFFFFFFF and does not say where it stands.
            faults.Add(new SpecFault(
                1, 1, SpecCodes.Syntax, "an escape in a text in double quotes names no character", "write \\uXXXX or \\UXXXXXXXX of a character that exists"));
            return null;
        }

        foreach (var diagnostic in document.Diagnostics)
        {
            if (diagnostic.Kind == DiagnosticMessageKind.Error)
            {
                var (line, column) = At(diagnostic.Span.Start);
                faults.Add(new SpecFault(line, column, SpecCodes.Syntax, Untrusted.Show(diagnostic.Message), "correct the TOML; a number above 2^63-1 must stand in quotes"));
            }
        }

        if (faults.Exists(static fault => !fault.IsWarning))
        {
            return null;
        }

        RefuseEmptyJson(toml, faults);
        return TableOf(document, faults);
    }

    private static void RefuseEmptyJson(string toml, List<SpecFault> faults)
    {
        var at = toml.IndexOf("<{}>", StringComparison.Ordinal);
        if (at >= 0)
        {
            var before = toml.AsSpan(0, at);
            var column = at - before.LastIndexOf('\n');
            faults.Add(new SpecFault(
                before.Count('\n') + 1, column, SpecCodes.EmptyJson, "<{}> is not accepted: other nodes of the field refuse a spec that holds it", "write \"{}\" instead"));
        }
    }

    private static SpecTable TableOf(DocumentSyntax document, List<SpecFault> faults)
    {
        var root = new SpecTable();
        AddAll(root, document.KeyValues, faults);
        foreach (var section in document.Tables)
        {
            var name = NameOf(section.Name!);
            var table = new SpecTable();
            AddAll(table, section.Items, faults);
            var (line, column) = At(section.Span.Start);
            if (section is TableArraySyntax)
            {
                if (root.Find(name) is { Value: List<object> items })
                {
                    items.Add(table);
                    continue;
                }

                Add(root, new SpecField(name, new List<object> { table }, line, column, line, column), faults);
            }
            else
            {
                Add(root, new SpecField(name, table, line, column, line, column), faults);
            }
        }

        return root;
    }

    private static void AddAll(SpecTable table, SyntaxList<KeyValueSyntax> items, List<SpecFault> faults)
    {
        foreach (var item in items)
        {
            AddOne(table, item, faults);
        }
    }

    private static void AddOne(SpecTable table, KeyValueSyntax item, List<SpecFault> faults)
    {
        var (line, column) = At(item.Key!.Span.Start);
        var (valueLine, valueColumn) = ContentStart(item.Value!);
        var value = ValueOf(item.Value!, faults);
        Add(table, new SpecField(NameOf(item.Key), value, line, column, valueLine, valueColumn) { Places = PlacesOf(item.Value!) }, faults);
    }

    private static void Add(SpecTable table, SpecField field, List<SpecFault> faults)
    {
        if (!table.TryAdd(field))
        {
            faults.Add(new SpecFault(field.Line, field.Column, SpecCodes.Duplicate, $"{Untrusted.Show(field.Name)} stands twice (keys are compared without regard to case)", "keep one of them"));
        }
    }

    private static object ValueOf(ValueSyntax value, List<SpecFault> faults) => value switch
    {
        StringValueSyntax text => text.Value ?? "",
        IntegerValueSyntax number => number.Value,
        FloatValueSyntax number => number.Value,
        BooleanValueSyntax flag => flag.Value,
        DateTimeValueSyntax time => time.Token?.Text ?? "",
        ArraySyntax array => array.Items.Select(item => ValueOf(item.Value!, faults)).ToList(),
        InlineTableSyntax inline => InlineOf(inline, faults),
        _ => value.ToString(),
    };

    private static SpecTable InlineOf(InlineTableSyntax inline, List<SpecFault> faults)
    {
        var table = new SpecTable();
        foreach (var item in inline.Items)
        {
            AddOne(table, item.KeyValue!, faults);
        }

        return table;
    }

    private static string NameOf(KeySyntax key) =>
        string.Join('.', new[] { PartOf(key.Key!) }.Concat(key.DotKeys.Select(part => PartOf(part.Key!))));

    private static string PartOf(BareKeyOrStringValueSyntax part) => part switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => part.ToString(),
    };

    private static (int Line, int Column) ContentStart(ValueSyntax value)
    {
        var (line, column) = At(value.Span.Start);
        var raw = (value as StringValueSyntax)?.Token?.Text;
        if (raw is null)
        {
            return (line, column);
        }

        if (!raw.StartsWith("\"\"\"", StringComparison.Ordinal) && !raw.StartsWith("'''", StringComparison.Ordinal))
        {
            return (line, column + 1);
        }

        // A newline right after the opening quotes is not part of the text.
        var rest = raw.AsSpan(3);
        return rest.StartsWith("\n") || rest.StartsWith("\r\n") ? (line + 1, 1) : (line, column + 3);
    }

    private static TextPlaces? PlacesOf(ValueSyntax value)
    {
        var (line, column) = At(value.Span.Start);
        return value is StringValueSyntax { Token.Text: { } raw, Value: { } text } && raw.StartsWith('"') && raw.Contains('\\', StringComparison.Ordinal)
            ? TextPlaces.Of(raw, text, new SourcePosition(line, column))
            : null;
    }

    private static (int Line, int Column) At(TextPosition position) => (position.Line + 1, position.Column + 1);
}
