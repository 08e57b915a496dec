using Node.Jobs.Types.Webhook;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Commands;

/// <summary>External initiators that are only known by name: specs are checked against them.</summary>
/// <param name="Known">The names, lower case; null when any may be named.</param>
internal sealed record KnownInitiators(IReadOnlyCollection<string>? Known) : IInitiatorNames
{
    /// <summary>The initiators that a file names, one a line; without a file any may be named. Null after a message when it
    /// cannot be read.</summary>
    public static async Task<KnownInitiators?> ReadAsync(string? file, Terminal terminal, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return new KnownInitiators((IReadOnlyCollection<string>?)null);
        }

        var names = await NameFile.ReadAsync(file, "an external initiator", TryRead, terminal, cancellationToken);
        return names is null ? null : new KnownInitiators(names);
    }

    private static bool TryRead(string text, out string? name, out string? problem)
    {
        var isName = InitiatorName.TryRead(text, out name);
        problem = isName ? null : InitiatorName.Rule;
        return isName;
    }
}
