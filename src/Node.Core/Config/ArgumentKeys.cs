namespace Node.Core.Config;

/// <summary>Reads configuration out of command-line arguments.</summary>
internal static class ArgumentKeys
{
    /// <summary>What arguments are called in a fault: an argument that cannot be read has no key.</summary>
    public const string Source = "command line";

    /// <summary>Key to value of <c>--Key:Sub=value</c> and <c>--Key.Sub=value</c>. What cannot be read is a fault, which names the position and not the text: that may be a secret.</summary>
    public static Dictionary<string, string?> Read(IReadOnlyList<string> arguments, ConfigFaults faults)
    {
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var split = argument.IndexOf('=', StringComparison.Ordinal);
            if (split <= 2 || !argument.StartsWith("--", StringComparison.Ordinal))
            {
                faults.Add(Source, $"argument {i + 1} is not of the form --Key:Sub=value");
                continue;
            }

            var key = argument[2..split].Replace('.', ':');
            if (!values.TryAdd(key, argument[(split + 1)..]))
            {
                faults.Add(key, "is given twice on the command line; give it once");
            }
        }

        return values;
    }
}
