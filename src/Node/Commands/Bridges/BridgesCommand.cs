using System.CommandLine;

namespace Node.Commands.Bridges;

/// <summary><c>bridges …</c>.</summary>
internal static class BridgesCommand
{
    public static Command Build(Terminal terminal) => new("bridges", "Keep the bridges of a running node: adapters that jobs ask by name")
    {
        BridgesCreateCommand.Build(terminal),
        BridgesListCommand.Build(terminal),
        BridgesShowCommand.Build(terminal),
        BridgesUpdateCommand.Build(terminal),
        BridgesDeleteCommand.Build(terminal),
        BridgesTestCommand.Build(terminal),
    };
}
