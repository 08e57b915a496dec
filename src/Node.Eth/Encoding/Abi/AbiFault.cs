namespace Node.Eth.Encoding.Abi;

/// <summary>What kind of thing an <see cref="AbiException"/> is about.</summary>
public enum AbiFault
{
    /// <summary>A type or signature text that cannot be read.</summary>
    BadType,

    /// <summary>A value that is not of the form its type asks for.</summary>
    BadValue,

    /// <summary>A number outside the range of its type.</summary>
    OutOfRange,

    /// <summary>Bytes that are not an encoding of the types.</summary>
    BadData,

    /// <summary>Topics that do not fit the event.</summary>
    BadTopics,

    /// <summary>A limit of <see cref="AbiLimits"/> was crossed.</summary>
    LimitCrossed,
}
