using System.Numerics;
using System.Text.Json;

namespace Node.Eth.Keys;

/// <summary>The kdf <c>scrypt</c>.</summary>
internal sealed record ScryptDerivation(int N, int R, int P) : KeyDerivation
{
    /// <summary>The block factor of all that is written.</summary>
    public const int DefaultR = 8;

    public override string Name => "scrypt";

    /// <summary>Whether the limits allow it.</summary>
    /// <remarks>Three numbers below 2^31 each: their product may not fit any integer type.</remarks>
    public bool IsWithin(KeystoreOptions options) =>
        (double)N * R * P <= options.ScryptWorkMax && ((double)N + P) * R * 128 <= options.ScryptMemoryMax;

    public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key) =>
        Scrypt.DeriveKey(password, salt, N, R, P, key);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("n", N);
        json.WriteNumber("r", R);
        json.WriteNumber("p", P);
    }

    public override void CheckCost(KeystoreOptions options)
    {
        if (N < 2 || !BitOperations.IsPow2(N) || R < 1 || P < 1)
        {
            throw new KeystoreException(KeystoreFault.BadFile, "the key file has scrypt factors that do not exist: n must be a power of two, r and p at least 1");
        }

        if (!IsWithin(options))
        {
            throw new KeystoreException(
                KeystoreFault.LimitCrossed, $"the key file asks scrypt for n={N}, r={R}, p={P}, which is over ScryptWorkMax or ScryptMemoryMax");
        }
    }
}
