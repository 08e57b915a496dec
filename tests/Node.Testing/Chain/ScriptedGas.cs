namespace Node.Testing.Chain;

/// <summary>The gas rules of the scripted chain: simple, but enough to be refused by.</summary>
internal static class ScriptedGas
{
    /// <summary>The least a transaction needs.</summary>
    public static long Intrinsic(byte[] data) => 21_000 + data.Sum(static b => b == 0 ? 4L : 16L);
}
