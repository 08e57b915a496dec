using System.Globalization;

namespace Node.Eth.Rpc;

/// <summary>How an endpoint is called in logs and messages.</summary>
public static class RpcEndpointName
{
    /// <summary>Scheme, host and port: user, path and query may hold keys.</summary>
    public static string Of(Uri url) => string.Create(CultureInfo.InvariantCulture, $"{url.Scheme}://{url.Host}:{url.Port}");
}
