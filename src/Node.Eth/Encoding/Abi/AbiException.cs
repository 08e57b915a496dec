namespace Node.Eth.Encoding.Abi;

/// <summary>A type text, value or encoding that the ABI does not allow. Trying again cannot help.</summary>
public sealed class AbiException : Exception
{
    internal AbiException(AbiFault fault, string problem, string where)
        : base(where.Length == 0 ? problem : $"{where}: {problem}")
    {
        Fault = fault;
        Where = where;
    }

    /// <summary>The kind of fault.</summary>
    public AbiFault Fault { get; }

    /// <summary>Where it is: <c>column 7</c> in a type text, <c>amounts[3]</c> in values, or empty.</summary>
    public string Where { get; }
}
