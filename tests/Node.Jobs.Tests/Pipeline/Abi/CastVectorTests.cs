using System.Runtime.CompilerServices;
using System.Text.Json;
using DevChain.Packages;
using DevChain.Processes;
using Node.Eth.Encoding.Abi;
using Node.Jobs.Pipeline.Tasks.Abi;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Abi;

/// <summary>
/// Random types and values as cast (the command line of Foundry) encodes and decodes them. <c>cast-vectors.mjs</c> beside this file
/// says how the vectors were made.
/// </summary>
public sealed class CastVectorTests
{
    private const int LiveEvery = 64;

    private static readonly TimeSpan CastDurationMax = TimeSpan.FromSeconds(30);

    [Fact]
    public void Values_are_encoded_and_decoded_as_cast_does()
    {
        var count = 0;
        foreach (var vector in Vectors())
        {
            var parameters = AbiTypeParser.ParseParameters(vector.Types);
            Assert.Equal(vector.Data, Encode(parameters, vector.Decoded));
            Assert.Equal(vector.Decoded, Decode(parameters, vector.Data));
            count++;
        }

        Assert.True(count >= 500, $"only {count} vectors");
    }

    [Fact]
    public async Task Cast_still_says_what_the_vectors_say()
    {
        var ct = TestContext.Current.CancellationToken;
        var cast = await DevPackages.FindCastAsync(ct);
        foreach (var vector in Vectors().Where(static (_, i) => i % LiveEvery == 0))
        {
            var options = new ChildProcessOptions
            {
                FileName = cast,
                Arguments = ["abi-encode", $"f({vector.Types})", "--", .. vector.Arguments],
                WorkingFolder = AppContext.BaseDirectory,
            };
            Assert.Equal(vector.Data, string.Concat(await ProgramRun.ToEndAsync(options, CastDurationMax, ct)).Trim());
        }
    }

    private static string Encode(IReadOnlyList<AbiParameter> parameters, PipelineValue values)
    {
        var items = ((ListValue)values).Items;
        var arguments = new object[parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            Assert.True(AbiConversion.TryConvert(parameters[i].Type, items[i], out arguments[i]!, out var problem), $"{parameters[i].Type}: {problem}");
        }

        return "0x" + Convert.ToHexStringLower(AbiEncoder.Encode(parameters, arguments));
    }

    private static ListValue Decode(IReadOnlyList<AbiParameter> parameters, string data)
    {
        var values = AbiDecoder.Decode(parameters, Convert.FromHexString(data.AsSpan(2)));
        return new ListValue([.. values.Select((value, i) => Shown(AbiConversion.ToPipeline(parameters[i].Type, value)))]);
    }

    // As the vectors show them: numbers and bytes are text.
    private static PipelineValue Shown(PipelineValue value) => value switch
    {
        DecimalValue or BytesValue => PipelineValue.Of(value.ToString().Trim('"')),
        ListValue list => new ListValue([.. list.Items.Select(Shown)]),
        _ => value,
    };

    private static IEnumerable<Vector> Vectors([CallerFilePath] string file = "")
    {
        foreach (var line in File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "cast-vectors.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            yield return new Vector(
                root.GetProperty("types").GetString()!,
                [.. root.GetProperty("args").EnumerateArray().Select(static a => a.GetString()!)],
                root.GetProperty("data").GetString()!,
                StoredValue.Read(root.GetProperty("decoded").GetRawText()));
        }
    }

    private sealed record Vector(string Types, IReadOnlyList<string> Arguments, string Data, PipelineValue Decoded);
}
