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
        high += Less(low, addend);
        low += carry;
        high += Less(low, carry);
        carry = high;
        return low;
    }

    /// <summary>left + right + carry, where carry is 0 or 1 and becomes what is carried out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong left, ulong right, ref ulong carry)
    {
        var sum = left + right;
        var first = Less(sum, right);
        var result = sum + carry;
        carry = first | Less(result, sum);
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
        var first = Less(left, right);
        var result = difference - borrow;
        borrow = first | Less(difference, borrow);
        return result;
    }

    /// <summary>One when left is below right, zero otherwise.</summary>
    /// <remarks>A comparison that is taken as a number stays one instruction even in code that is not optimized yet; a choice of two numbers is a jump there.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Less(ulong left, ulong right) => Unsafe.BitCast<bool, byte>(left < right);

    /// <summary>All ones when the word is zero, zero otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ZeroMask(ulong word) => ((word | (0UL - word)) >> 63) - 1;
}
