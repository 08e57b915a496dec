namespace Node.Core.Http;

/// <summary>Reads a body and counts while it comes, so that no sender decides how much memory it takes.</summary>
internal static class BodyReader
{
    private const int FirstBytes = 4 * 1024;

    /// <summary>
    /// The whole body; null when it is larger than <paramref name="bytesMax"/>. At most one byte more than that is read.
    /// </summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int bytesMax, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > bytesMax)
        {
            return null;
        }

        using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // One byte over the limit tells "full" from "too large"; with it, an announced body and its end fit without growing.
        var buffer = new byte[(announced is { } bytes ? (int)bytes : Math.Min(FirstBytes, bytesMax)) + 1];
        var filled = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken)) > 0)
        {
            filled += read;
            if (filled > bytesMax)
            {
                return null;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, bytesMax + 1));
            }
        }

        Array.Resize(ref buffer, filled);
        return buffer;
    }
}
