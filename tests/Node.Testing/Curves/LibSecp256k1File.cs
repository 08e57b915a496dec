using DevChain;
using DevChain.Processes;

namespace Node.Testing.Curves;

/// <summary>The shared library libsecp256k1 on this machine.</summary>
internal static class LibSecp256k1File
{
    private const string Package = "libsecp256k1-1";
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Finds it where systems put it; without luck, unpacks Debian's package into <c>artifacts</c>, which needs no rights.</summary>
    /// <exception cref="InvalidOperationException">There is none and it cannot be fetched; the message says what to do.</exception>
    public static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        var folder = RepositoryFolder.Combine("artifacts", Package);
        if ((Installed() ?? InTree(folder)) is { } found)
        {
            return found;
        }

        try
        {
            Directory.CreateDirectory(folder);
            using var fetching = await FileLock.AcquireAsync(Path.Combine(folder, "fetch.lock"), InstallTimeout, cancellationToken);
            return InTree(folder) ?? await FetchAsync(folder, cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException)
        {
            throw new InvalidOperationException(
                $"the tests compare with libsecp256k1: install it (Debian: `apt-get install {Package}`, macOS: `brew install secp256k1`). "
                + $"Its package could not be fetched either: {e.Message}",
                e);
        }
    }

    private static async Task<string> FetchAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync("apt-get", "download", Package);
        }
        catch (InvalidOperationException)
        {
            // A new machine has no list of packages yet.
            await RunAsync("apt-get", "update");
            await RunAsync("apt-get", "download", Package);
        }

        await RunAsync("dpkg-deb", "-x", Directory.GetFiles(folder, "*.deb").First(), folder);
        return InTree(folder) ?? throw new InvalidOperationException($"the package {Package} holds no library");

        Task RunAsync(string program, params string[] arguments) => ProgramRun.ToEndAsync(
            new ChildProcessOptions
            {
                FileName = ExecutableFile.Find(program) ?? throw new InvalidOperationException($"`{program}` is not on the PATH"),
                Arguments = arguments,
                WorkingFolder = folder,
            },
            InstallTimeout,
            cancellationToken);
    }

    private static string? Installed() =>
        new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib" }
            .Where(Directory.Exists)
            .SelectMany(folder => Libraries(folder, SearchOption.TopDirectoryOnly))
            .FirstOrDefault();

    private static string? InTree(string folder) =>
        Directory.Exists(folder) ? Libraries(folder, SearchOption.AllDirectories).FirstOrDefault() : null;

    private static IEnumerable<string> Libraries(string folder, SearchOption option) =>
        Directory.EnumerateFiles(folder, "libsecp256k1*", option)
            .Where(path => path.Contains(".so", StringComparison.Ordinal) || path.EndsWith(".dylib", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
