using CsCheck;
using Node.Eth.Encoding;
using Node.Eth.Encoding.Abi;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

public sealed class AbiRoundTripTests
{
    [Fact]
    public void What_is_encoded_is_decoded_the_same() => AbiGen.TypesAndValues().Sample(
        sample => AbiValue.AreEqual(sample.Values, AbiDecoder.Decode(sample.Types, AbiEncoder.Encode(sample.Types, sample.Values))),
        iter: TestScale.Pick(10_000, 100_000),
        print: Describe);

    [Fact]
    public void A_type_is_read_back_from_its_canonical_form() => AbiGen.Type(5).Sample(
        type => AbiTypeParser.Parse(type.Canonical).Canonical == type.Canonical,
        iter: TestScale.Pick(10_000, 100_000),
        print: type => type.Canonical);

    // Only AbiException may come out of broken data, soon, and what does decode must encode.
    [Fact]
    public void Mutated_data_is_decoded_or_refused()
    {
        var mutation = Gen.Select(Gen.Int[0, 4], Gen.UInt, Gen.Byte);
        Gen.Select(AbiGen.TypesAndValues(), mutation.Array[1, 4]).Sample(
            (sample, mutations) =>
            {
                var data = AbiEncoder.Encode(sample.Types, sample.Values);
                foreach (var (kind, at, value) in mutations)
                {
                    data = Mutate(data, kind, at, value);
                }

                FuzzDeadline.Check(() => Tolerate(sample.Types, data), () => Describe(sample) + HexData.Format(data));
            },
            iter: TestScale.Pick(20_000, 500_000),
            print: input => Describe(input.Item1));
    }

    private static void Tolerate(AbiType[] types, byte[] data)
    {
        IReadOnlyList<object> values;
        try
        {
            values = AbiDecoder.Decode(types, data);
        }
        catch (AbiException)
        {
            return;
        }

        Assert.True(AbiValue.AreEqual(values, AbiDecoder.Decode(types, AbiEncoder.Encode(types, values))));
    }

    // Cuts, doubles, and above all overwrites whole words: offsets and lengths are words.
    private static byte[] Mutate(byte[] data, int kind, uint at, byte value)
    {
        if (data.Length == 0)
        {
            return [value];
        }

        var index = (int)(at % (uint)data.Length);
        switch (kind)
        {
            case 0:
                return data[..index];
            case 1:
                return [.. data, .. data[index..]];
            case 2:
                data[index] = value;
                return data;
            case 3:
                data.AsSpan(index / 32 * 32, Math.Min(32, data.Length - (index / 32 * 32))).Fill((byte)(value % 2 == 0 ? 0xff : 0));
                return data;
            default:
                data[Math.Min((index / 32 * 32) + 31, data.Length - 1)] = (byte)(value / 32 * 32);
                return data;
        }
    }

    private static string Describe((AbiType[] Types, object[] Values) sample) => $"({string.Join<AbiType>(',', sample.Types)}) ";
}
