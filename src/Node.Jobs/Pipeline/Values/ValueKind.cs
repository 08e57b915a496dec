namespace Node.Jobs.Pipeline.Values;

/// <summary>The seven kinds of value.</summary>
public enum ValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A number of arbitrary precision.</summary>
    Number,

    /// <summary>Unicode text.</summary>
    Text,

    /// <summary>Raw bytes.</summary>
    Bytes,

    /// <summary>Values in order.</summary>
    List,

    /// <summary>Values by name.</summary>
    Map,
}
