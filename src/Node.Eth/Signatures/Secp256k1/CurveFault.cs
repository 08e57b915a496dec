namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Why bytes, text or an operation was refused.</summary>
public enum CurveFault
{
    /// <summary>A scalar of another length than 32 bytes.</summary>
    ScalarLength,

    /// <summary>A scalar that is not below the order of the group, or negative.</summary>
    ScalarNotReduced,

    /// <summary>A field element of another length than 32 bytes.</summary>
    FieldElementLength,

    /// <summary>A field element, or a coordinate, that is not below the prime, or negative.</summary>
    FieldElementNotReduced,

    /// <summary>A division by zero.</summary>
    DivisionByZero,

    /// <summary>A compressed point of another length than 33 bytes.</summary>
    PointLength,

    /// <summary>A compressed point whose last byte is neither 0 nor 1.</summary>
    PointParity,

    /// <summary>An uncompressed point of another length than 64 bytes.</summary>
    UncompressedPointLength,

    /// <summary>Coordinates of no point of the curve.</summary>
    NotOnCurve,

    /// <summary>The identity, where a point with coordinates is needed.</summary>
    Identity,

    /// <summary>More data than a point holds.</summary>
    DataTooLong,

    /// <summary>A point that says it holds more data than a point holds.</summary>
    NoData,

    /// <summary>Randomness in which no point was found.</summary>
    NoPointFound,

    /// <summary>Randomness in which no scalar was found, or no key that the contract takes.</summary>
    NoScalarFound,

    /// <summary>Less room than what is to be written needs.</summary>
    DestinationLength,

    /// <summary>A text that is no public key.</summary>
    PublicKeyText,

    /// <summary>Two lists that must be of one length are not.</summary>
    ListLengths,
}
