namespace Node.Core.Http;

/// <summary>Why there is no answer.</summary>
public enum OutboundFault
{
    /// <summary>The host or port may not be reached by this caller. Nothing was sent.</summary>
    Denied,

    /// <summary>The URL is not an absolute http or https URL, or it carries a user or password.</summary>
    BadUrl,

    /// <summary>A header, the method or a limit of the request is not acceptable.</summary>
    BadRequest,

    /// <summary>No connection or no whole answer in time.</summary>
    Timeout,

    /// <summary>The body is larger than the limit.</summary>
    BodyTooLarge,

    /// <summary>More redirects than the limit.</summary>
    TooManyRedirects,

    /// <summary>A redirect that is not followed: from https to http, to another scheme, or to no URL at all.</summary>
    RedirectRefused,

    /// <summary>The headers of the answer are larger than the limit.</summary>
    HeadersTooLarge,

    /// <summary>The name does not resolve, nothing listens there, or TLS was not agreed on.</summary>
    Unreachable,

    /// <summary>The answer is not HTTP, or it broke off.</summary>
    Protocol,
}
