namespace Node.Jobs.Specs;

/// <summary>The stable codes of faults that concern the spec around the pipeline.</summary>
public static class SpecCodes
{
    /// <summary>The text is not TOML.</summary>
    public const string Syntax = "toml-syntax";

    /// <summary>The spec is longer than allowed.</summary>
    public const string TooLong = "spec-too-long";

    /// <summary>The text is a spec of the older JSON generation.</summary>
    public const string V1Json = "v1-json";

    /// <summary>A key that must be there is not.</summary>
    public const string Missing = "key-missing";

    /// <summary>A key that nobody reads.</summary>
    public const string UnknownKey = "key-unknown";

    /// <summary>A key that stands twice.</summary>
    public const string Duplicate = "key-duplicate";

    /// <summary>A key written in another case than the field's.</summary>
    public const string KeyCase = "key-case";

    /// <summary>The text begins with a byte order mark.</summary>
    public const string ByteOrderMark = "byte-order-mark";

    /// <summary>The text holds <c>&lt;{}&gt;</c>, which the field's reader refuses.</summary>
    public const string EmptyJson = "empty-json";

    /// <summary>A value that is accepted and can hardly be meant.</summary>
    public const string Doubtful = "value-doubtful";

    /// <summary>A value of the wrong type or outside its range.</summary>
    public const string Value = "value-invalid";

    /// <summary>A job type that is not known or not run.</summary>
    public const string JobType = "job-type";

    /// <summary>A chain that this node is not configured for.</summary>
    public const string Chain = "chain-unknown";

    /// <summary>An external initiator that is not there.</summary>
    public const string Initiator = "initiator-unknown";
}
