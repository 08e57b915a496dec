using System.Reflection;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Eth.Tests.Signatures.DistributedSchnorr;
using Node.Eth.Tests.Signatures.Schnorr;
using Node.Eth.Tests.Signatures.Secp256k1;
using Node.Eth.Tests.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures;

/// <summary>For each file of vectors and each <c>op</c> in it: what is checked, and which public method of the family's class does it.</summary>
internal static class VectorOperations
{
    /// <summary>What is checked of a line. A file without <c>op</c> has the empty one.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<Vector, Task>>> Checks { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, Func<Vector, Task>>>
        {
            ["secp256k1-scalar"] = Of(ScalarOperations.All),
            ["secp256k1-point"] = Of(PointOperations.All),
            ["ethschnorr-verify"] = Of(new Dictionary<string, Action<Vector>> { [""] = SchnorrOperations.Verify }),
            ["ethschnorr-sign"] = Of(new Dictionary<string, Action<Vector>> { [""] = SchnorrOperations.Sign }),
            ["ethdss"] = DssOperations.All,
            ["vrf-proof"] = Of(VrfProofOperations.All),
            ["vrf-response"] = Of(VrfResponseOperations.All),
            ["vrf-hash-to-curve"] = Of(VrfHashOperations.All),
        };

    /// <summary>The class of a file's family.</summary>
    public static IReadOnlyDictionary<string, Type> Classes { get; } = new Dictionary<string, Type>
    {
        ["secp256k1-scalar"] = typeof(Scalars),
        ["secp256k1-point"] = typeof(Group),
        ["ethschnorr-verify"] = typeof(EthSchnorr),
        ["ethschnorr-sign"] = typeof(EthSchnorr),
        ["ethdss"] = typeof(EthDss),
        ["vrf-proof"] = typeof(EthVrf),
        ["vrf-response"] = typeof(VrfResponses),
        ["vrf-hash-to-curve"] = typeof(EthVrf),
    };

    /// <summary>Where the method of an <c>op</c> has another name than the <c>op</c>.</summary>
    private static readonly Dictionary<(string File, string Operation), string[]> Names = new()
    {
        [("secp256k1-point", "double")] = ["Twice"],
        [("ethschnorr-verify", "")] = ["Verify", "VerifyOnChain", "Challenge"],
        [("ethschnorr-sign", "")] = ["Sign"],
        [("ethdss", "transcript")] = ["StartAsync", "SessionId", "PartialHash", "LagrangeFactors"],
        [("ethdss", "edge")] = ["StartAsync"],
        [("vrf-proof", "prove-error")] = ["Prove"],
        [("vrf-response", "check")] = ["CheckV1"],
        [("vrf-response", "extraArgs-encode")] = ["EncodeExtraArgs"],
        [("vrf-response", "extraArgs-decode")] = ["DecodeExtraArgs"],
        [("vrf-response", "marshal-twice")] = ["Marshal"],
    };

    /// <summary>The public methods that do an <c>op</c>; fails when there are none of the name.</summary>
    public static IReadOnlyList<string> MethodsOf(string file, string operation)
    {
        var known = Classes[file].GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = Names.GetValueOrDefault((file, operation), [operation]);
        Assert.All(names, name => Assert.Contains(name, known));
        return names;
    }

    private static Dictionary<string, Func<Vector, Task>> Of(IReadOnlyDictionary<string, Action<Vector>> checks) => checks.ToDictionary(
        pair => pair.Key,
        pair => (Func<Vector, Task>)(vector =>
        {
            pair.Value(vector);
            return Task.CompletedTask;
        }));
}
