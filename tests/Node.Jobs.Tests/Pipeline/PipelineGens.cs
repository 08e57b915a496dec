using System.Numerics;
using CsCheck;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Tests.Pipeline;

/// <summary>Random values and texts.</summary>
internal static class PipelineGens
{
    public static Gen<string> Text { get; } = Gen.OneOf(
        Gen.String[Gen.Char["abz09_$ \"\\\n\té€"], 0, 12],
        Gen.Const("$bytes"),
        Gen.Const("$map"),
        Gen.Const("0xab"),
        Gen.Const(""));

    public static Gen<PipelineValue> Scalar { get; } = Gen.OneOf(
        Gen.Const(PipelineValue.Null),
        Gen.Bool.Select(PipelineValue.Of),
        Gen.Select(Gen.Long, Gen.Int[-20, 20]).Select(static (c, e) => PipelineValue.Of(BigDecimal.Create(new BigInteger(c) * c, e))),
        Text.Select(PipelineValue.Of),
        Gen.Byte.Array[0, 8].Select(PipelineValue.Of));

    public static Gen<PipelineValue> Value { get; } = Nested(3);

    private static Gen<PipelineValue> Nested(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, Nested(depth - 1).Array[0, 4].Select(static items => (PipelineValue)new ListValue(items))),
        (1, Gen.Select(Text, Nested(depth - 1)).Array[0, 4].Select(static members => PipelineValue.Map([.. members.Select(static m => (m.Item1, m.Item2))]))));
}
