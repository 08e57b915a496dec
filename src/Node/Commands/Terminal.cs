using Node.Core.Randomness;
using Node.Core.Storage;

namespace Node.Commands;

/// <summary>What a command has of the outside; the only place that touches the console and the clock.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Messages.</param>
/// <param name="Environment">The environment of the process.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">Randomness.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, IReadOnlyDictionary<string, string> Environment, TimeProvider Time, IRandomSource Random)
{
    /// <summary>What is piped in. Default: nothing.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Who is told around commits of the running node. Default, null: nobody.</summary>
    public ICommitObserver? Commits { get; init; }

    /// <summary>The process's own.</summary>
    public static Terminal Process() => new(
        Console.Out,
        Console.Error,
        System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal),
        TimeProvider.System,
        new SystemRandomSource())
    {
        In = Console.In,
    };
}
