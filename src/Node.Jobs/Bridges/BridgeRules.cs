using System.Numerics;
using Node.Core.Text;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Jobs.Bridges;

/// <summary>What a bridge must be like.</summary>
internal static class BridgeRules
{
    /// <summary>The longest URL, in characters. Default: 2,048.</summary>
    public const int UrlCharsMax = 2048;

    /// <summary>Headers of a bridge. Default: 50.</summary>
    public const int HeadersMax = 50;

    /// <summary>Characters of all headers together. Default: 8,192.</summary>
    public const int HeaderCharsMax = 8192;

    /// <summary>The longest time that a bridge may take. Default: 10 minutes.</summary>
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromMinutes(10);

    private static readonly BigInteger PaymentMax = (BigInteger.One << 256) - 1;

    /// <summary>Everything that is wrong; the texts of the field where it has them.</summary>
    public static IReadOnlyList<BridgeFault> Check(BridgeDraft draft) =>
    [
        .. Name(draft.Name),
        .. Url(draft.Url),
        .. Numbers(draft),
        .. Headers(draft.Headers ?? []),
    ];

    private static IEnumerable<BridgeFault> Name(string text)
    {
        if (text.Length == 0)
        {
            yield return BridgeFault.Missing("No name specified");
        }
        else if (!BridgeNames.TryRead(text, out _, out var problem))
        {
            yield return BridgeFault.Wrong($"task type validation: name {Untrusted.Show(text)} contains invalid characters or is too long: it {problem}");
        }
    }

    private static IEnumerable<BridgeFault> Url(string text)
    {
        if (text.Length == 0)
        {
            yield return BridgeFault.Missing("URL must be present");
            yield break;
        }

        if (text.Length > UrlCharsMax)
        {
            yield return BridgeFault.Wrong($"the URL has {text.Length} characters, beyond the limit UrlCharsMax of {UrlCharsMax}");
            yield break;
        }

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            yield return BridgeFault.Wrong("the URL is not an http or https URL, e.g. http://127.0.0.1:8080/");
        }
        else if (url.UserInfo.Length > 0)
        {
            yield return BridgeFault.Wrong("the URL holds a user or password, which everyone who may see bridges could read; give it as a header");
        }
    }

    private static IEnumerable<BridgeFault> Numbers(BridgeDraft draft)
    {
        if (draft.MinimumContractPayment is { } payment && (payment.Sign < 0 || payment > PaymentMax))
        {
            yield return BridgeFault.Missing("MinimumContractPayment must be positive");
        }

        if (draft.Confirmations is < 0 or > uint.MaxValue)
        {
            yield return BridgeFault.Wrong($"confirmations is {draft.Confirmations}; must be from 0 to {uint.MaxValue}");
        }

        if (draft.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > TimeoutMax))
        {
            yield return BridgeFault.Wrong($"timeout is {GoDuration.Format(timeout)}; must be above 0 and at most the limit TimeoutMax of {GoDuration.Format(TimeoutMax)}");
        }
    }

    private static IEnumerable<BridgeFault> Headers(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (headers.Count > HeadersMax || headers.Sum(header => header.Key.Length + header.Value.Length) > HeaderCharsMax)
        {
            yield return BridgeFault.Wrong($"the headers are more than the limits HeadersMax of {HeadersMax} or HeaderCharsMax of {HeaderCharsMax} allow");
        }

        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
            {
                yield return BridgeFault.Wrong($"\"{Untrusted.Show(name)}\" is not the name of a header");
            }

            if (value.Any(c => c is < ' ' or > '~'))
            {
                yield return BridgeFault.Wrong($"the header {Untrusted.Show(name)} holds a character that is not printable ASCII");
            }
        }
    }
}
