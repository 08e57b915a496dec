using System.Security.Cryptography;

namespace Node.Eth.Keys;

/// <summary>A password in memory that the collector neither moves nor copies, and that is zeroed when disposed. It has no text form.</summary>
public sealed class KeystorePassword : IDisposable
{
    /// <summary>Fewest characters of a password that new keys are stored with.</summary>
    public const int CharsMin = 16;

    /// <summary>Most bytes of a password, in UTF-8.</summary>
    public const int BytesMax = 1024;

    private readonly byte[] _bytes;

    /// <summary>Copies the UTF-8 bytes of a password; the caller zeroes its own.</summary>
    /// <exception cref="KeystoreException">It is empty, too long, or begins or ends with white space.</exception>
    public KeystorePassword(ReadOnlySpan<byte> utf8)
        : this(utf8, "the keystore password")
    {
    }

    private KeystorePassword(ReadOnlySpan<byte> utf8, string source)
    {
        if (utf8.IsEmpty || utf8.Length > BytesMax)
        {
            throw new KeystoreException(
                KeystoreFault.NoPassword,
                utf8.IsEmpty ? $"{source} is empty" : $"{source} is longer than {BytesMax} bytes");
        }

        if (IsSpace(utf8[0]) || IsSpace(utf8[^1]))
        {
            throw new KeystoreException(
                KeystoreFault.NoPassword, $"{source} begins or ends with white space; remove it, one line break at the end aside");
        }

        _bytes = GC.AllocateArray<byte>(utf8.Length, pinned: true);
        utf8.CopyTo(_bytes);
    }

    /// <summary>The bytes. Not to be kept.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether it has at least <see cref="CharsMin"/> characters.</summary>
    internal bool IsLongEnough => System.Text.Encoding.UTF8.GetCharCount(_bytes) >= CharsMin;

    /// <summary>Reads a password file: its text without one line break at the end.</summary>
    /// <exception cref="KeystoreException">The file cannot be read, or what is in it is no password.</exception>
    public static async Task<KeystorePassword> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var buffer = GC.AllocateArray<byte>(BytesMax + 3, pinned: true);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            var count = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return new KeystorePassword(WithoutLineBreak(buffer.AsSpan(0, count)), $"the password in {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeystoreException(KeystoreFault.NoPassword, $"the password file {path} cannot be read: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>A copy that lives as long as its new owner wants.</summary>
    public KeystorePassword Copy() => new(_bytes);

    /// <summary>Zeroes the bytes.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    private static ReadOnlySpan<byte> WithoutLineBreak(ReadOnlySpan<byte> text) =>
        text.EndsWith("\r\n"u8) ? text[..^2] : text.EndsWith("\n"u8) ? text[..^1] : text;

    private static bool IsSpace(byte character) => character is (byte)' ' or >= 9 and <= 13;
}
