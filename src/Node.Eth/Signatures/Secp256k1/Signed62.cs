using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A number of up to 310 bits with a sign: four limbs of 62 bits, and a top limb that carries the sign.</summary>
internal struct Signed62
{
    public const ulong Mask = ulong.MaxValue >> 2;

    public long V0;
    public long V1;
    public long V2;
    public long V3;
    public long V4;

    /// <summary>From four words, the lowest first.</summary>
    public static Signed62 FromWords(ulong w0, ulong w1, ulong w2, ulong w3) => new()
    {
        V0 = (long)(w0 & Mask),
        V1 = (long)(((w0 >> 62) | (w1 << 2)) & Mask),
        V2 = (long)(((w1 >> 60) | (w2 << 4)) & Mask),
        V3 = (long)(((w2 >> 58) | (w3 << 6)) & Mask),
        V4 = (long)(w3 >> 56),
    };

    /// <summary>The four words of a number that is neither negative nor above 256 bits.</summary>
    public readonly void ToWords(out ulong w0, out ulong w1, out ulong w2, out ulong w3)
    {
        w0 = (ulong)V0 | ((ulong)V1 << 62);
        w1 = ((ulong)V1 >> 2) | ((ulong)V2 << 60);
        w2 = ((ulong)V2 >> 4) | ((ulong)V3 << 58);
        w3 = ((ulong)V3 >> 6) | ((ulong)V4 << 56);
    }

    /// <summary>Adds the limbs of another number where the mask is all ones; carries nothing.</summary>
    public void AddIf(in Signed62 other, long mask)
    {
        V0 += other.V0 & mask;
        V1 += other.V1 & mask;
        V2 += other.V2 & mask;
        V3 += other.V3 & mask;
        V4 += other.V4 & mask;
    }

    /// <summary>Negates the limbs where the mask is all ones; carries nothing.</summary>
    public void NegateIf(long mask)
    {
        V0 = (V0 ^ mask) - mask;
        V1 = (V1 ^ mask) - mask;
        V2 = (V2 ^ mask) - mask;
        V3 = (V3 ^ mask) - mask;
        V4 = (V4 ^ mask) - mask;
    }

    /// <summary>Carries, so that all limbs but the top one are back in their range.</summary>
    public void Carry()
    {
        V1 += V0 >> 62;
        V2 += V1 >> 62;
        V3 += V2 >> 62;
        V4 += V3 >> 62;
        V0 &= (long)Mask;
        V1 &= (long)Mask;
        V2 &= (long)Mask;
        V3 &= (long)Mask;
    }

    /// <summary>A sum of products with a sign, of 128 bits.</summary>
    internal struct Accumulator
    {
        private ulong _low;
        private long _high;

        /// <summary>Adds a product.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long left, long right)
        {
            var high = (long)Wide.Multiply((ulong)left, (ulong)right, out var low) - ((left >> 63) & right) - ((right >> 63) & left);
            _low += low;
            _high += high + (long)Wide.Less(_low, low);
        }

        /// <summary>The lower word.</summary>
        public readonly ulong Low => _low;

        /// <summary>Takes the lowest limb off.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public long Shift()
        {
            var limb = (long)(_low & Mask);
            _low = (_low >> 62) | ((ulong)_high << 2);
            _high >>= 62;
            return limb;
        }

        /// <summary>What is left, as a top limb.</summary>
        public readonly long Rest => (long)_low;
    }
}
