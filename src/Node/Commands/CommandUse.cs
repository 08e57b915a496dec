using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Node.Commands;

/// <summary>What is wrong with the way a command was called, beyond what the parser itself says.</summary>
internal static class CommandUse
{
    /// <summary>All that is wrong; empty when the command can run.</summary>
    public static IReadOnlyList<string> FaultsOf(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
        {
            return [.. parsed.Errors.Select(error => error.Message)];
        }

        // Commands that read the configuration take settings; others take files, and a mistyped option is not one.
        return parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors ? [.. Mistyped(parsed)] : [.. NoSettings(parsed.UnmatchedTokens)];
    }

    private static IEnumerable<string> Mistyped(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : parsed.Tokens.Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(token => $"there is no option {token.Value}");

    // By its position and not by its text, which may be a secret.
    private static IEnumerable<string> NoSettings(IReadOnlyList<string> tokens) => tokens
        .Select((token, i) => (IsSetting: token.StartsWith("--", StringComparison.Ordinal) && token.IndexOf('=', StringComparison.Ordinal) > 2, Number: i + 1))
        .Where(token => !token.IsSetting)
        .Select(token => string.Create(CultureInfo.InvariantCulture, $"setting {token.Number} is not of the form --Key.Sub=value"));
}
