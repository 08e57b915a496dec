using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>A dealt share, open to all.</summary>
/// <param name="Dealer">Who dealt it.</param>
/// <param name="Holder">Whose it is.</param>
/// <param name="Value">The share.</param>
/// <param name="Blind">The share of the polynomial that hides the commitments.</param>
public sealed record OpenShare(int Dealer, int Holder, Scalar Value, Scalar Blind)
{
    /// <summary>Whose share it is, never its value: it may not be open yet.</summary>
    public override string ToString() => $"the share of participant {Holder} from {Dealer}";
}
