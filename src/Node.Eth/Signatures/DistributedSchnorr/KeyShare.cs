using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>One participant's share of a secret that nobody holds, as a distributed key generation ends with it.</summary>
public sealed class KeyShare
{
    private object? _usedFor; // a Hash32, boxed so that it is set in one step

    /// <summary>A share; whether it belongs to its commitments is judged where it is used.</summary>
    /// <param name="index">The participant, from 0: the value is that of the polynomial at index + 1.</param>
    /// <param name="value">The share, which is secret.</param>
    /// <param name="commitments">Those to the polynomial's coefficients, constant first; the first is the public key of the shared secret.</param>
    public KeyShare(int index, Scalar value, IReadOnlyList<Point> commitments)
    {
        ArgumentNullException.ThrowIfNull(commitments);
        Index = index;
        Value = value;
        Commitments = [.. commitments];
    }

    /// <summary>The participant, from 0.</summary>
    public int Index { get; }

    /// <summary>The commitments to the coefficients, constant first. Public.</summary>
    public IReadOnlyList<Point> Commitments { get; }

    /// <summary>The share. It is for storing it encrypted; a session is given the whole object.</summary>
    public Scalar Value { get; }

    /// <summary>Which share it is, never its value.</summary>
    public override string ToString() => $"the share of participant {Index}";

    /// <summary>Whether the object was not used yet, or for just this.</summary>
    internal bool Allows(Hash32 use) => Volatile.Read(ref _usedFor) is not Hash32 before || before == use;

    /// <summary>Ties the object to a use, for as long as it lives and whatever else remembers it.</summary>
    /// <returns>False when it is tied to another.</returns>
    internal bool TryTie(Hash32 use) => Interlocked.CompareExchange(ref _usedFor, use, null) is not Hash32 before || before == use;
}
