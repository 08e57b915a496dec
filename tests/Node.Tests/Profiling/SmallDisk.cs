using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Node.Tests.Profiling;

/// <summary>A file system in memory that is soon full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Mounts one, which only the superuser may.</summary>
    public static SmallDisk Mount(string path, int bytes)
    {
        Directory.CreateDirectory(path);
        Assert.True(
            Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", path) == 0,
            "no file system could be mounted: run this test as the superuser, with the capability SYS_ADMIN");
        return new SmallDisk(path);
    }

    public void Dispose() => Run("umount", "-l", Path);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
