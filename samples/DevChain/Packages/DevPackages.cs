using System.Runtime.InteropServices;

namespace DevChain.Packages;

/// <summary>The packages of the local chain: anvil, cast, the Solidity compilers and the contracts' sources.</summary>
public static class DevPackages
{
    /// <summary>The folder of their package list.</summary>
    public static string Folder => RepositoryFolder.Combine("samples", "DevChain", "npm");

    /// <summary>Installs them when they are not there.</summary>
    /// <returns>The path of <c>node_modules</c>.</returns>
    /// <exception cref="InvalidOperationException">Node.js is missing, or the packages could not be installed.</exception>
    public static Task<string> InstallAsync(CancellationToken cancellationToken = default) =>
        NodePackages.InstallAsync(Folder, cancellationToken);

    /// <summary>The path of anvil's own binary: its npm shim would add a second process between this one and anvil.</summary>
    /// <exception cref="PlatformNotSupportedException">anvil is not built for this machine.</exception>
    public static Task<string> FindAnvilAsync(CancellationToken cancellationToken = default) => FindAsync("anvil", cancellationToken);

    /// <summary>The path of cast's own binary, an independent implementation of the ABI.</summary>
    /// <exception cref="PlatformNotSupportedException">cast is not built for this machine.</exception>
    public static Task<string> FindCastAsync(CancellationToken cancellationToken = default) => FindAsync("cast", cancellationToken);

    private static async Task<string> FindAsync(string program, CancellationToken cancellationToken)
    {
        var modules = await InstallAsync(cancellationToken);
        var system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux";
        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var file = Path.Combine(modules, "@foundry-rs", $"{program}-{system}-{processor}", "bin", name);
        return File.Exists(file)
            ? file
            : throw new PlatformNotSupportedException($"the package of {program} has no binary for {system}-{processor}; expected it at {file}");
    }
}
