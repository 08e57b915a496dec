using System.Data;
using Dapper;

namespace Node.Eth.Primitives;

/// <summary>Hashes as 32 bytes.</summary>
internal sealed class Hash32Handler : SqlMapper.TypeHandler<Hash32>
{
    public override void SetValue(IDbDataParameter parameter, Hash32 value)
    {
        parameter.DbType = DbType.Binary;
        parameter.Value = value.ToBytes();
    }

    public override Hash32 Parse(object value) => new((byte[])value);
}
