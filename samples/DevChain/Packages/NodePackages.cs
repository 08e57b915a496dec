using System.Security.Cryptography;
using DevChain.Processes;

namespace DevChain.Packages;

/// <summary>Installs the npm packages that a lock file pins, once for all processes that need them.</summary>
public static class NodePackages
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Makes sure that <c>node_modules</c> in <paramref name="folder"/> holds what the lock file there says.</summary>
    /// <returns>The path of <c>node_modules</c>.</returns>
    /// <exception cref="InvalidOperationException">Node.js is missing, or the packages could not be installed.</exception>
    public static async Task<string> InstallAsync(string folder, CancellationToken cancellationToken = default)
    {
        var modules = Path.Combine(folder, "node_modules");
        var stampFile = Path.Combine(modules, ".installed");
        var stamp = Convert.ToHexString(
            SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), cancellationToken)));
        if (await HoldsAsync(stampFile, stamp, cancellationToken))
        {
            return modules;
        }

        using var installing = await FileLock.AcquireAsync(Path.Combine(folder, "obj", "install.lock"), InstallTimeout, cancellationToken);
        if (!await HoldsAsync(stampFile, stamp, cancellationToken))
        {
            await ProgramRun.ToEndAsync(
                new ChildProcessOptions { FileName = Require("npm"), Arguments = ["ci"], WorkingFolder = folder },
                InstallTimeout,
                cancellationToken);
            await File.WriteAllTextAsync(stampFile, stamp, cancellationToken);
        }

        return modules;
    }

    /// <summary>The path of <c>node</c> or <c>npm</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not on the PATH.</exception>
    public static string Require(string program) =>
        ExecutableFile.Find(program)
        ?? throw new InvalidOperationException($"`{program}` is not on the PATH: install Node.js 18 or later (it brings npm) and try again");

    private static async Task<bool> HoldsAsync(string file, string text, CancellationToken cancellationToken) =>
        File.Exists(file) && await File.ReadAllTextAsync(file, cancellationToken) == text;
}
