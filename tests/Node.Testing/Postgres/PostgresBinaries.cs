using System.Globalization;
using System.Runtime.InteropServices;
using DevChain;
using DevChain.Packages;
using DevChain.Processes;

namespace Node.Testing.Postgres;

/// <summary>PostgreSQL's programs on this machine.</summary>
/// <param name="InitDb">The path of <c>initdb</c>.</param>
/// <param name="Server">The path of <c>postgres</c>.</param>
public sealed record PostgresBinaries(string InitDb, string Server)
{
    private const int VersionMin = 14;

    /// <summary>Finds them on the PATH and where systems put them; without luck, installs the npm package that carries them.</summary>
    /// <exception cref="InvalidOperationException">There are none and they cannot be installed; the message says what to do.</exception>
    public static async Task<PostgresBinaries> FindAsync(CancellationToken cancellationToken = default)
    {
        if ((OnPath() ?? InUsualFolders()) is { } found)
        {
            return found;
        }

        try
        {
            return await InstallAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or FileNotFoundException)
        {
            throw new InvalidOperationException(
                $"the tests need PostgreSQL {VersionMin} or later: install it (Debian: `apt-get install postgresql`, macOS: `brew install "
                + $"postgresql`), or make `initdb` and `postgres` available on the PATH. Its npm package does not help either: {e.Message}",
                e);
        }
    }

    /// <summary>Installs the npm package that carries them.</summary>
    /// <exception cref="InvalidOperationException">Node.js is missing, or the package could not be installed.</exception>
    /// <exception cref="FileNotFoundException">The package has no binaries for this machine.</exception>
    public static async Task<PostgresBinaries> InstallAsync(CancellationToken cancellationToken = default)
    {
        var modules = await NodePackages.InstallAsync(
            RepositoryFolder.Combine("tests", "Node.Testing", "Postgres", "npm"), cancellationToken);
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var folder = Path.Combine(modules, "@embedded-postgres", $"{system}-{processor}", "native", "bin");
        return InFolder(folder) ?? throw new FileNotFoundException($"the package has no binaries for {system}-{processor} at {folder}");
    }

    private static PostgresBinaries? OnPath() =>
        ExecutableFile.Find("initdb") is { } initDb && ExecutableFile.Find("postgres") is { } server
            ? new PostgresBinaries(Resolve(initDb), Resolve(server))
            : null;

    private static PostgresBinaries? InUsualFolders() =>
        Versions("/usr/lib/postgresql")
            .Concat(["/usr/local/pgsql/bin", "/usr/pgsql/bin", "/opt/homebrew/opt/postgresql/bin", "/usr/local/opt/postgresql/bin"])
            .Select(InFolder)
            .FirstOrDefault(found => found is not null);

    private static IEnumerable<string> Versions(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder)
                .Select(path => (path, version: int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var v) ? v : 0))
                .Where(found => found.version >= VersionMin)
                .OrderByDescending(found => found.version)
                .Select(found => Path.Combine(found.path, "bin"))
            : [];

    private static PostgresBinaries? InFolder(string folder) =>
        ExecutableFile.Find(Path.Combine(folder, "initdb")) is { } initDb && ExecutableFile.Find(Path.Combine(folder, "postgres")) is { } server
            ? new PostgresBinaries(initDb, server)
            : null;

    // initdb looks for its files next to where it really is.
    private static string Resolve(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
