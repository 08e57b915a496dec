using System.Text;
using Node.Core.Randomness;

namespace Node.Composition;

/// <summary>The keystore password of a node whose operator named no file: random, in the data folder, readable by its user alone.</summary>
internal static class PasswordFile
{
    private const string Name = "keystore.password";

    /// <summary>The file's path; makes the file when there is none.</summary>
    /// <exception cref="IOException">The data folder cannot be written.</exception>
    public static string Ensure(string dataFolder, IRandomSource random)
    {
        var path = Path.Combine(dataFolder, Name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(dataFolder);
            var text = Convert.ToHexStringLower(random.NextBytes(32)) + "\n";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        return path;
    }
}
