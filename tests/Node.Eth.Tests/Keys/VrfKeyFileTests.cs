using Node.Eth.Encoding;
using Node.Eth.Keys;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Keys;

public sealed class VrfKeyFileTests
{
    private const string FieldPassword = "p4SsW0rD1!@#_";

    /// <summary>A file that the field's node exported.</summary>
    private const string FieldFile = """
        {"PublicKey":"0xd2377bc6be8a2c5ce163e1867ee42ef111e320686f940a98e52e9c019ca0606800","vrf_key":{"address":"b94276ad4e5452732ec0cccf30ef7919b67844b6","crypto":{"cipher":"aes-128-ctr","ciphertext":"ff66d61d02dba54a61bab1ceb8414643f9e76b7351785d2959e2c8b50ee69a92","cipherparams":{"iv":"75705da271b11e330a27b8d593a3930c"},"kdf":"scrypt","kdfparams":{"dklen":32,"n":262144,"p":1,"r":8,"salt":"efe5b372e4fe79d0af576a79d65a1ee35d0792d9c92b70107b5ada1817ea7c7b"},"mac":"e4d0bb08ffd004ab03aeaa42367acbd9bb814c6cfd981f5157503f54c30816e7"},"version":3}}
        """;

    [Fact]
    public void A_file_of_the_field_opens_with_its_password()
    {
        var secret = new byte[32];
        using var right = new KeystorePassword(System.Text.Encoding.UTF8.GetBytes(FieldPassword));
        var publicKey = VrfKeyFile.Read(FieldFile, right, secret, new KeystoreOptions());
        Assert.Equal("0x211ba94179a9946e324c3cb9c9c3a70eaec2ace86e623828a5c77c6adfda58fd", HexData.Format(secret));
        Assert.Equal(Group.BaseMultiplySecret(Scalar.Parse(secret)), publicKey);
        Assert.Equal("0xd2377bc6be8a2c5ce163e1867ee42ef111e320686f940a98e52e9c019ca0606800", VrfKey.Text(publicKey));
    }
}
