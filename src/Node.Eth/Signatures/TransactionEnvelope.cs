using System.Numerics;
using Node.Eth.Encoding.Rlp;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures;

/// <summary>Transactions to and from their bytes: what is signed, what is sent, and what was sent.</summary>
public static class TransactionEnvelope
{
    /// <summary>Most bytes read by <see cref="Decode"/>: four times what public chains let into their pools.</summary>
    public const int RawBytesMax = 512 * 1024;

    private const byte DynamicFeeType = 2;

    /// <summary>The digest to sign.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or above 256 bits.</exception>
    public static Hash32 SigningHash(UnsignedTransaction transaction) => Keccak256.Hash(Encode(transaction, signature: null));

    /// <summary>Puts transaction and signature together.</summary>
    /// <exception cref="SignatureException">The signature is not valid for the transaction, or its s is in the upper half.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or above 256 bits.</exception>
    public static SignedTransaction Sign(UnsignedTransaction transaction, EcdsaSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (!signature.IsLowS || signature.RecoveryId > 1)
        {
            throw new SignatureException("the signature is not in the form that chains accept: s must be in the lower half");
        }

        var from = Ecdsa.Recover(SigningHash(transaction), signature);
        var raw = Encode(transaction, signature);
        return new SignedTransaction(transaction, signature, raw, Keccak256.Hash(raw), from);
    }

    /// <summary>Reads the bytes of a signed transaction; only the exact form that <see cref="Sign"/> makes is accepted.</summary>
    /// <exception cref="SignatureException">They are none, or of a type that is not supported; says why.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > RawBytesMax)
        {
            throw new SignatureException($"a transaction of {raw.Length} bytes is over the limit of {RawBytesMax}");
        }

        if (!raw.IsEmpty && raw[0] < 0x80 && raw[0] != DynamicFeeType)
        {
            throw new SignatureException($"transactions of type {raw[0]} are not supported; legacy and type {DynamicFeeType} are");
        }

        try
        {
            var (transaction, signature) = !raw.IsEmpty && raw[0] == DynamicFeeType ? DecodeDynamicFee(raw[1..]) : DecodeLegacy(raw);
            return Sign(transaction, signature);
        }
        catch (RlpException e)
        {
            throw new SignatureException($"the bytes are not a transaction: {e.Message}", e);
        }
    }

    private static byte[] Encode(UnsignedTransaction transaction, EcdsaSignature? signature)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var writer = new RlpWriter().BeginList();
        if (transaction is LegacyTransaction legacy)
        {
            writer.Number(legacy.Nonce).Number(Word(legacy.GasPrice));
            WriteCommon(writer, legacy);
            var firstV = ((BigInteger)legacy.ChainId.Value * 2) + 35;
            writer.Number(signature is null ? legacy.ChainId.Value : firstV + signature.RecoveryId);
            writer.Number(signature?.R ?? 0).Number(signature?.S ?? 0);
            return writer.EndList().ToArray();
        }

        var dynamic = (DynamicFeeTransaction)transaction;
        writer.Number(dynamic.ChainId.Value).Number(dynamic.Nonce);
        writer.Number(Word(dynamic.MaxPriorityFeePerGas)).Number(Word(dynamic.MaxFeePerGas));
        WriteCommon(writer, dynamic);
        writer.BeginList().EndList();
        if (signature is not null)
        {
            writer.Number(signature.RecoveryId).Number(signature.R).Number(signature.S);
        }

        return [DynamicFeeType, .. writer.EndList().ToArray()];
    }

    private static void WriteCommon(RlpWriter writer, UnsignedTransaction transaction) => writer
        .Number(transaction.GasLimit)
        .Bytes(transaction.To?.ToBytes() ?? [])
        .Number(Word(transaction.Value))
        .Bytes(transaction.Data.Span);

    private static (UnsignedTransaction, EcdsaSignature) DecodeLegacy(ReadOnlySpan<byte> raw)
    {
        var outer = new RlpReader(raw);
        var list = outer.List();
        var nonce = list.SmallNumber();
        var gasPrice = list.Number();
        var gasLimit = list.SmallNumber();
        var to = To(ref list);
        var value = list.Number();
        var data = list.Bytes().ToArray();
        var v = list.Number();
        var (r, s) = (list.Number(), list.Number());
        list.End();
        outer.End();
        if (v < 35 || (v - 35) / 2 > long.MaxValue)
        {
            throw new SignatureException("the transaction is not bound to a chain (EIP-155)");
        }

        var transaction = new LegacyTransaction
        {
            ChainId = new ChainId((ulong)((v - 35) / 2)),
            Nonce = nonce,
            GasPrice = gasPrice,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data,
        };
        return (transaction, new EcdsaSignature(r, s, (int)((v - 35) % 2)));
    }

    private static (UnsignedTransaction, EcdsaSignature) DecodeDynamicFee(ReadOnlySpan<byte> payload)
    {
        var outer = new RlpReader(payload);
        var list = outer.List();
        var chainId = (ulong)list.SmallNumber();
        var nonce = list.SmallNumber();
        var (maxPriorityFee, maxFee) = (list.Number(), list.Number());
        var gasLimit = list.SmallNumber();
        var to = To(ref list);
        var value = list.Number();
        var data = list.Bytes().ToArray();
        if (!list.List().AtEnd)
        {
            throw new SignatureException("transactions with an access list are not supported");
        }

        var parity = list.Number(1);
        var (r, s) = (list.Number(), list.Number());
        list.End();
        outer.End();
        var transaction = new DynamicFeeTransaction
        {
            ChainId = new ChainId(chainId),
            Nonce = nonce,
            MaxPriorityFeePerGas = maxPriorityFee,
            MaxFeePerGas = maxFee,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data,
        };
        return (transaction, new EcdsaSignature(r, s, (int)parity));
    }

    private static Address? To(ref RlpReader list)
    {
        var bytes = list.Bytes();
        return bytes.Length switch
        {
            0 => null,
            Address.Size => new Address(bytes),
            _ => throw new SignatureException($"the receiver has {bytes.Length} bytes and not {Address.Size}"),
        };
    }

    private static BigInteger Word(BigInteger value) =>
        value.GetBitLength() <= 256 ? value : throw new ArgumentOutOfRangeException(nameof(value), "a number of a transaction has more than 256 bits");
}
