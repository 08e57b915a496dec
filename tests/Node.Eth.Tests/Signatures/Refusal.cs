using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures;

/// <summary>Tells a refusal, which is typed, from an exception that came from inside.</summary>
internal static class Refusal
{
    /// <summary>Fails unless the action refuses.</summary>
    public static void Of(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is CurveException or SchnorrException or DssException or VrfException)
        {
            return;
        }

        Assert.Fail("it was not refused");
    }
}
