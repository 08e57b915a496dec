using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Tests.Signatures;

/// <summary>One test vector, or an object inside one.</summary>
internal sealed class Vector(JsonElement json)
{
    public JsonElement Json => json;

    public string Id => Text("id");

    public string Operation => Text("op");

    /// <summary>Whether the input must be refused: the vector says so, or shows an error and wants nothing else.</summary>
    public bool MustReject => Want is { } want ? want.Has("reject") && want.Flag("reject") : Has("error") || Has("panic");

    /// <summary>What a correct implementation gives, where that differs.</summary>
    public Vector? Want => Has("want") ? new Vector(json.GetProperty("want")) : null;

    public bool Has(string name) => json.TryGetProperty(name, out _);

    public bool IsNull(string name) => json.GetProperty(name).ValueKind == JsonValueKind.Null;

    /// <summary>The object that holds what must come out for a name: <see cref="Want"/> where it has the name, this otherwise.</summary>
    public Vector Expected(string name) => Want is { } want && want.Has(name) ? want : this;

    public Vector Object(string name) => new(json.GetProperty(name));

    public IReadOnlyList<Vector> Objects(string name) => [.. json.GetProperty(name).EnumerateArray().Select(item => new Vector(item))];

    public string Text(string name) => json.GetProperty(name).GetString()!;

    public IReadOnlyList<string> Texts(string name) => [.. json.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    public bool Flag(string name) => json.GetProperty(name).GetBoolean();

    public int Int(string name) => (int)Number(name);

    public byte[] Bytes(string name) => HexData.Parse(Text(name));

    /// <summary>A number in hex with 0x, in decimal text, or as a JSON number.</summary>
    public BigInteger Number(string name) => Number(json.GetProperty(name));

    public Scalar Scalar(string name) => Node.Eth.Signatures.Secp256k1.Scalar.Parse(Bytes(name));

    /// <summary>A point of 64 bytes; all zero is the identity.</summary>
    public Point Point(string name) => ToPoint(Bytes(name));

    /// <summary>The draws of the random source.</summary>
    public Draws Draws() => new(Texts("draws"));

    public static Point ToPoint(byte[] bytes) => bytes.All(b => b == 0)
        ? Node.Eth.Signatures.Secp256k1.Point.Identity
        : Node.Eth.Signatures.Secp256k1.Point.ParseUncompressed(bytes);

    /// <summary>The form of points in vectors.</summary>
    public static string Show(Point point) => HexData.Format(point.IsIdentity ? new byte[64] : point.ToUncompressedBytes());

    private static BigInteger Number(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
