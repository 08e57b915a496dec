using System.CommandLine;

namespace Node.Commands.Admin;

/// <summary><c>admin …</c>.</summary>
internal static class AdminCommand
{
    public static Command Build(Terminal terminal) => new("admin", "Look into a running node; needs an administrator's token")
    {
        AdminProfileCommand.Build(terminal),
        AdminAuditCommand.Build(terminal),
    };
}
