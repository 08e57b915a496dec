using System.Text;

namespace Node.Commands;

/// <summary>Reads the file of a spec as it is: a byte order mark stays, so that the checker can speak of it.</summary>
internal static class SpecFile
{
    public static async Task<string> ReadAsync(string file, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, cancellationToken));
}
