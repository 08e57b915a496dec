using System.Text;
using Node.Jobs.Specs;

namespace Node.Commands;

/// <summary>Reads the file of a spec as it is: a byte order mark stays, so that the checker can speak of it.</summary>
internal static class SpecFile
{
    /// <summary>How much of a file is read. A character of a text has at most three bytes, so what is cut off here is too long for the checker too.</summary>
    public const int BytesMax = 3 * (SpecChecker.CharsMax + 1);

    public static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (read.Length < BytesMax)
        {
            var wanted = (int)Math.Min(buffer.Length, BytesMax - read.Length);
            var count = await stream.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
            if (count == 0)
            {
                break;
            }

            read.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length);
    }
}
