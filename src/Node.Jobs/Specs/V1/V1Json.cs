using System.Text;
using System.Text.Json;
using Node.Core.Text;
using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.V1;

/// <summary>Reads JSON into values that know where they stand.</summary>
internal ref struct V1Json
{
    private readonly byte[] _utf8;
    private Utf8JsonReader _reader;

    private V1Json(byte[] utf8)
    {
        _utf8 = utf8;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = SpecReader.NestingMax });
    }

    /// <summary>Reads the text; adds a fault when it is not one JSON value.</summary>
    public static V1Value? Read(string json, List<SpecFault> faults)
    {
        var reader = new V1Json(Encoding.UTF8.GetBytes(json));
        try
        {
            reader._reader.Read();
            var value = reader.Next();
            reader._reader.Read();
            return value;
        }
        catch (JsonException e)
        {
            faults.Add(new SpecFault(
                (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, SpecCodes.Syntax,
                $"the JSON cannot be read: {Untrusted.Show(e.Message.Split(" LineNumber:")[0])}", "correct it"));
            return null;
        }
    }

    // An escape that names half a character only.
    private string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var at = At((int)_reader.TokenStartIndex);
            throw new JsonException("a text has half of a surrogate pair", null, at.Line - 1, at.Column - 1);
        }
    }

    private V1Value Next()
    {
        var start = (int)_reader.TokenStartIndex;
        object? content = _reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(),
            JsonTokenType.StartArray => List(),
            JsonTokenType.String => Text(),
            JsonTokenType.Number => Encoding.UTF8.GetString(_reader.ValueSpan),
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        };
        return new V1Value(content, Encoding.UTF8.GetString(_utf8.AsSpan(start, (int)_reader.BytesConsumed - start)), At(start));
    }

    private V1Object Object()
    {
        var found = new V1Object();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text();
            _reader.Read();
            found.Put(name, Next());
        }

        return found;
    }

    private List<V1Value> List()
    {
        var found = new List<V1Value>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            found.Add(Next());
        }

        return found;
    }

    private readonly SourcePosition At(int index)
    {
        var before = _utf8.AsSpan(0, index);
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new SourcePosition(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
