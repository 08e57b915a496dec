namespace Node.Eth.Signatures.Secp256k1;

/// <summary>512 bits, the lowest word first.</summary>
internal struct Words8
{
    public ulong W0;
    public ulong W1;
    public ulong W2;
    public ulong W3;
    public ulong W4;
    public ulong W5;
    public ulong W6;
    public ulong W7;
}
