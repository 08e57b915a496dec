using DevChain.Processes;

namespace Node.Testing.Storage;

/// <summary>A real file system of a few megabytes, where this process may make one: as root of its machine or container.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const string Ballast = "ballast";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Makes one.</summary>
    /// <returns>Null when this process may not.</returns>
    public static async Task<SmallDisk?> TryMountAsync(int megabytes, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("node-disk-").FullName;
        try
        {
            await RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder], cancellationToken);
            return new SmallDisk(folder);
        }
        catch (Exception e) when (e is InvalidOperationException or FileNotFoundException)
        {
            Directory.Delete(folder);
            return null;
        }
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = new FileStream(Path.Combine(Folder, Ballast), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Path.Combine(Folder, Ballast));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Out of the tree at once, whoever has a file of it open a moment longer.
        await RunAsync("umount", ["-l", Folder], CancellationToken.None);
        Directory.Delete(Folder);
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        await ProgramRun.ToEndAsync(new ChildProcessOptions { FileName = program, Arguments = arguments }, Patience, cancellationToken);
}
