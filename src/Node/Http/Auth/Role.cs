namespace Node.Http.Auth;

/// <summary>What a caller may do; each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Nothing is known of the caller.</summary>
    Anonymous,

    /// <summary>Read.</summary>
    View,

    /// <summary>Trigger runs.</summary>
    Run,

    /// <summary>Create and delete jobs.</summary>
    Edit,

    /// <summary>Everything.</summary>
    Admin,
}
