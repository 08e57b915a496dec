using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Arithmetic on words whose results need two. Nothing here branches on a value.</summary>
internal static class Wide
{
    /// <summary>The upper word of a product, and the lower.</summary>
    /// <remarks>Two multiplications into registers are faster than the one that leaves its lower half in memory.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Multiply(ulong left, ulong right, out ulong low)
    {
        low = left * right;
        return High(left, right);
    }

    /// <summary>The upper word of a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong High(ulong left, ulong right)
    {
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.MultiplyNoFlags(left, right);
        }

        return ArmBase.Arm64.IsSupported ? ArmBase.Arm64.MultiplyHigh(left, right) : Math.BigMul(left, right, out _);
    }

    /// <summary>left * right + addend + carry: returns the lower word, leaves the upper in carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong left, ulong right, ulong addend, ref ulong carry)
    {
        var high = Multiply(left, right, out var low);
        low += addend;
        high += low < addend ? 1UL : 0UL;
        low += carry;
        high += low < carry ? 1UL : 0UL;
        carry = high;
        return low;
    }

    /// <summary>left + right + carry, where carry is 0 or 1 and becomes what is carried out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong left, ulong right, ref ulong carry)
    {
        var sum = left + right;
        var first = sum < right ? 1UL : 0UL;
        var result = sum + carry;
        carry = first | (result < sum ? 1UL : 0UL);
        return result;
    }

    /// <summary>left + right + addend, where right is 0 or 1; leaves what is carried out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong left, ulong right, ulong addend, out ulong carry)
    {
        carry = right;
        return Add(left, addend, ref carry);
    }

    /// <summary>left - right - borrow, where borrow is 0 or 1 and becomes what is borrowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Subtract(ulong left, ulong right, ref ulong borrow)
    {
        var difference = left - right;
        var first = left < right ? 1UL : 0UL;
        var result = difference - borrow;
        borrow = first | (difference < borrow ? 1UL : 0UL);
        return result;
    }

    /// <summary>All ones when the word is zero, zero otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ZeroMask(ulong word) => ((word | (0UL - word)) >> 63) - 1;
}
