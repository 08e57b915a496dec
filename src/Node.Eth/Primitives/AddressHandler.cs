using System.Data;
using Dapper;

namespace Node.Eth.Primitives;

/// <summary>Addresses as 20 bytes.</summary>
internal sealed class AddressHandler : SqlMapper.TypeHandler<Address>
{
    public override void SetValue(IDbDataParameter parameter, Address value)
    {
        parameter.DbType = DbType.Binary;
        parameter.Value = value.ToBytes();
    }

    public override Address Parse(object value) => new((byte[])value);
}
