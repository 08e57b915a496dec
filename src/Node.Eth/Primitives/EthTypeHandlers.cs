using Dapper;

namespace Node.Eth.Primitives;

/// <summary>Teaches Dapper how this floor's values are stored: addresses, hashes and 256-bit numbers as big-endian bytes.</summary>
public static class EthTypeHandlers
{
    /// <summary>Installs the handlers; calling again changes nothing.</summary>
    public static void Register()
    {
        SqlMapper.AddTypeHandler(new AddressHandler());
        SqlMapper.AddTypeHandler(new Hash32Handler());
        SqlMapper.AddTypeHandler(new UInt256Handler());
    }
}
