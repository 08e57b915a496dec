using System.Data;
using Dapper;

namespace Node.Core.Storage;

/// <summary>Teaches Dapper to keep <see cref="DateTimeOffset"/> as <see cref="UtcMicros"/>.</summary>
internal sealed class UtcMicrosHandler : SqlMapper.TypeHandler<DateTimeOffset>
{
    /// <summary>Installs the handler; calling again changes nothing.</summary>
    public static void Register()
    {
        // A built-in mapping silently wins over a handler until it is removed.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new UtcMicrosHandler());
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = UtcMicros.From(value);
    }

    public override DateTimeOffset Parse(object value) => UtcMicros.ToTime((long)value);
}
