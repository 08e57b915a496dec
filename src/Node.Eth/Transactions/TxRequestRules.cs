using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>What a request must look like before a nonce is spent on it.</summary>
internal static class TxRequestRules
{
    /// <summary>How long an origin or a tag may be.</summary>
    public const int NameCharsMax = 200;

    private const long GasPerTx = 21_000;
    private const long GasPerZeroByte = 4;
    private const long GasPerByte = 16;

    /// <summary>The gas that a transaction costs before it runs (EIP-2028).</summary>
    public static long IntrinsicGas(ReadOnlySpan<byte> data)
    {
        var zeros = data.Count((byte)0);
        return GasPerTx + (GasPerZeroByte * zeros) + (GasPerByte * (data.Length - zeros));
    }

    /// <summary>Why a request is refused, or null.</summary>
    public static TxRefusedException? Check(TxRequest request, TxOptions options)
    {
        if (string.IsNullOrEmpty(request.Origin) || request.Origin.Length > NameCharsMax || request.Tag?.Length > NameCharsMax)
        {
            return new(
                TxRefusal.BadRequest,
                $"a transaction's origin has 1 to {NameCharsMax} characters, its tag at most as many");
        }

        if (request.NotifyAtConfirmations < 1)
        {
            return new(
                TxRefusal.BadRequest,
                $"{request.NotifyAtConfirmations} confirmations cannot be waited for; ask for 1 or more");
        }

        if (request.To == Address.Zero)
        {
            return new(TxRefusal.BadRequest, "the transaction goes to the zero address; name the contract that it is for");
        }

        if (request.Data.Length > options.DataBytesMax)
        {
            return new(
                TxRefusal.DataTooLong,
                $"the transaction's data has {request.Data.Length} bytes, more than DataBytesMax of {options.DataBytesMax}");
        }

        var least = IntrinsicGas(request.Data);
        if (request.GasLimit < least || request.GasLimit > options.GasLimitMax)
        {
            return new(
                TxRefusal.GasLimitOutOfRange,
                $"a gas limit of {request.GasLimit} cannot work: its data alone costs {least}, "
                + $"and GasLimitMax is {options.GasLimitMax}");
        }

        return request.Value.Sign < 0 || request.Value > UInt256Bytes.Max
            ? new(TxRefusal.ValueOutOfRange, "the transaction's value is negative or does not fit in 256 bits")
            : null;
    }
}
