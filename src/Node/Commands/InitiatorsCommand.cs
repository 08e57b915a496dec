using System.CommandLine;

namespace Node.Commands;

/// <summary><c>initiators …</c>.</summary>
internal static class InitiatorsCommand
{
    public static Command Build(Terminal terminal) => new("initiators", "Create, list and remove external initiators of a running node")
    {
        InitiatorsCreateCommand.Build(terminal),
        InitiatorsListCommand.Build(terminal),
        InitiatorsDestroyCommand.Build(terminal),
    };
}
