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
        catch (Exception e) when (IsTyped(e))
        {
            return;
        }

        Assert.Fail("it was not refused");
    }

    /// <summary>Fails unless the action refuses.</summary>
    public static async Task OfAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (IsTyped(e))
        {
            return;
        }

        Assert.Fail("it was not refused");
    }

    /// <summary>Fails unless the function refuses when the vector says so, or unless what it gives holds.</summary>
    public static void OrHolds<T>(Vector vector, Func<T> function, Action<T> holds)
    {
        if (vector.MustReject)
        {
            Of(() => function());
        }
        else
        {
            holds(function());
        }
    }

    private static bool IsTyped(Exception e) => e is CurveException or SchnorrException or DssException or VrfException;
}
