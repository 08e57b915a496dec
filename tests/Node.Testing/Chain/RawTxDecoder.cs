using System.Numerics;
using Node.Eth.Encoding.Rlp;
using Node.Eth.Primitives;

namespace Node.Testing.Chain;

/// <summary>
/// Reads signed legacy and EIP-1559 transactions and finds their sender. Written apart from what the node signs with, to check
/// it.
/// </summary>
public static class RawTxDecoder
{
    /// <summary>The transaction.</summary>
    /// <exception cref="ScriptedRejectionException">The bytes are not one; in geth's words.</exception>
    public static ScriptedTx Decode(byte[] raw)
    {
        try
        {
            return raw.Length > 0 && raw[0] == 2 ? DynamicFee(raw) : Legacy(raw);
        }
        catch (RlpException e)
        {
            throw new ScriptedRejectionException(-32000, $"rlp: {e.Message}");
        }
        catch (ArgumentException)
        {
            throw new ScriptedRejectionException(-32000, "invalid sender");
        }
    }

    private static ScriptedTx DynamicFee(byte[] raw)
    {
        var outer = new RlpReader(raw.AsSpan(1));
        var fields = outer.List();
        outer.End();
        var chainId = fields.SmallNumber();
        var nonce = fields.SmallNumber();
        var tip = fields.Number();
        var fee = fields.Number();
        var gas = fields.SmallNumber();
        var to = To(fields.Bytes());
        var value = fields.Number();
        var data = fields.Bytes().ToArray();
        fields.List().End(); // access list: none here
        var parity = fields.SmallNumber();
        var r = fields.Number();
        var s = fields.Number();
        fields.End();
        var unsigned = new RlpWriter().BeginList()
            .Number(
                chainId).Number(nonce).Number(tip).Number(fee).Number(gas).Bytes(to?.ToBytes() ?? []).Number(value).Bytes(data)
            .BeginList().EndList()
            .EndList().ToArray();
        return new ScriptedTx
        {
            Hash = Keccak256.Hash(raw),
            From = SenderRecovery.Recover(Keccak256.Hash([2, .. unsigned]), r, s, (int)parity),
            Nonce = nonce,
            To = to,
            Value = value,
            Data = data,
            GasLimit = gas,
            MaxFeePerGas = fee,
            MaxPriorityFeePerGas = tip,
            Type = 2,
            ChainId = (ulong)chainId,
            Raw = raw,
        };
    }

    private static ScriptedTx Legacy(byte[] raw)
    {
        var outer = new RlpReader(raw);
        var fields = outer.List();
        outer.End();
        var nonce = fields.SmallNumber();
        var price = fields.Number();
        var gas = fields.SmallNumber();
        var to = To(fields.Bytes());
        var value = fields.Number();
        var data = fields.Bytes().ToArray();
        var v = fields.SmallNumber();
        var r = fields.Number();
        var s = fields.Number();
        fields.End();
        ulong? chainId = v >= 35 ? (ulong)((v - 35) / 2) : null;
        var parity = (int)(v >= 35 ? (v - 35) % 2 : v - 27);
        var unsigned = new RlpWriter().BeginList()
            .Number(nonce).Number(price).Number(gas).Bytes(to?.ToBytes() ?? []).Number(value).Bytes(data);
        if (chainId is { } id)
        {
            unsigned.Number(id).Number(BigInteger.Zero).Number(BigInteger.Zero);
        }

        return new ScriptedTx
        {
            Hash = Keccak256.Hash(raw),
            From = SenderRecovery.Recover(Keccak256.Hash(unsigned.EndList().ToArray()), r, s, parity),
            Nonce = nonce,
            To = to,
            Value = value,
            Data = data,
            GasLimit = gas,
            MaxFeePerGas = price,
            MaxPriorityFeePerGas = price,
            ChainId = chainId,
            Raw = raw,
        };
    }

    private static Address? To(ReadOnlySpan<byte> bytes) => bytes.Length == 0 ? null : new Address(bytes);
}
