using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Tests.Signatures;

/// <summary>One test vector, or an object inside one. Remembers which of its values were looked at.</summary>
internal sealed class Vector(JsonElement json)
{
    private readonly HashSet<string> _read = [];
    private readonly Dictionary<string, IReadOnlyList<Vector>> _inner = [];

    public string Id => Text("id");

    /// <summary>What is asked; empty in files that ask one thing only.</summary>
    public string Operation => Has("op") ? Text("op") : "";

    /// <summary>Whether the input must be refused: the vector says so, or shows an error and wants nothing else.</summary>
    public bool MustReject
    {
        get
        {
            var fails = Touch("error") | Touch("panic");
            return Want is { } want ? want.Refuses : fails;
        }
    }

    /// <summary>Whether a verdict must be good: it says <c>ok</c>, and nothing else says that it must be refused.</summary>
    public bool IsGood => (Expected("ok").Has("ok") && Expected("ok").Flag("ok")) & !MustReject;

    /// <summary>What a correct implementation gives, where that differs.</summary>
    public Vector? Want => Has("want") ? Object("want") : null;

    // Said as true, or as a text that says of what.
    private bool Refuses => Touch("error") | (Touch("reject") && json.GetProperty("reject").ValueKind is JsonValueKind.True or JsonValueKind.String);

    public bool Has(string name) => json.TryGetProperty(name, out _);

    public bool IsNull(string name) => Get(name).ValueKind == JsonValueKind.Null;

    /// <summary>Whether a value is there that is not null.</summary>
    public bool HasValue(string name) => Touch(name) && !IsNull(name);

    /// <summary>The object that holds what must come out for a name: <see cref="Want"/> where it has the name, this otherwise.</summary>
    public Vector Expected(string name) => Want is { } want && want.Has(name) ? want : this;

    public Vector Object(string name) => Inner(name, value => [new Vector(value)])[0];

    public IReadOnlyList<Vector> Objects(string name) => Inner(name, value => [.. value.EnumerateArray().Select(item => new Vector(item))]);

    public string Text(string name) => Get(name).GetString()!;

    public IReadOnlyList<string> Texts(string name) => [.. Get(name).EnumerateArray().Select(item => item.GetString()!)];

    public IReadOnlyList<int> Ints(string name) => [.. Get(name).EnumerateArray().Select(item => (int)Number(item))];

    public bool Flag(string name) => Get(name).GetBoolean();

    public int Int(string name) => (int)Number(name);

    /// <summary>Bytes in hex with 0x; may be none.</summary>
    public byte[] Bytes(string name) => Text(name) is "0x" or "" ? [] : HexData.Parse(Text(name));

    /// <summary>A number in hex with 0x, in decimal text, or as a JSON number.</summary>
    public BigInteger Number(string name) => Number(Get(name));

    public Scalar Scalar(string name) => Node.Eth.Signatures.Secp256k1.Scalar.Parse(Bytes(name));

    /// <summary>A point of 64 bytes; all zero is the identity.</summary>
    public Point Point(string name) => ToPoint(Bytes(name));

    /// <summary>The draws of the random source; none where the vector has none.</summary>
    public Draws Draws() => new(Has("draws") ? Texts("draws") : []);

    /// <summary>What nobody looked at, by name.</summary>
    public IEnumerable<string> Unread() => json.EnumerateObject().Select(property => property.Name).Where(name => !_read.Contains(name))
        .Concat(_inner.SelectMany(pair => pair.Value.SelectMany((inner, i) => inner.Unread().Select(name => $"{pair.Key}[{i}].{name}"))));

    public static Point ToPoint(byte[] bytes) => bytes.All(b => b == 0)
        ? Node.Eth.Signatures.Secp256k1.Point.Identity
        : Node.Eth.Signatures.Secp256k1.Point.ParseUncompressed(bytes);

    /// <summary>The form of points in vectors.</summary>
    public static string Show(Point point) => HexData.Format(point.IsIdentity ? new byte[64] : point.ToUncompressedBytes());

    /// <summary>The form of words in vectors.</summary>
    public static string Show(BigInteger word) => "0x" + word.ToString("x64", CultureInfo.InvariantCulture)[^64..];

    private static BigInteger Number(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private JsonElement Get(string name)
    {
        _read.Add(name);
        return json.GetProperty(name);
    }

    private bool Touch(string name)
    {
        _read.Add(name);
        return Has(name);
    }

    private IReadOnlyList<Vector> Inner(string name, Func<JsonElement, IReadOnlyList<Vector>> make)
    {
        if (!_inner.TryGetValue(name, out var inner))
        {
            inner = make(Get(name));
            _inner.Add(name, inner);
        }

        return inner;
    }
}
