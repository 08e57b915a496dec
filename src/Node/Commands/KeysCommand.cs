using System.CommandLine;

namespace Node.Commands;

/// <summary><c>keys …</c>.</summary>
internal static class KeysCommand
{
    public static Command Build(Terminal terminal) => new("keys", "Look after the keys of a running node")
    {
        KeysVrfCommand.Build(terminal),
    };
}
