using Node.Eth.Keys;
using Xunit;

namespace Node.Eth.Tests.Keys;

public sealed class KeystorePasswordTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("password");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a fine password!", "a fine password!")]
    [InlineData("a fine password!\n", "a fine password!")]
    [InlineData("a fine password!\r\n", "a fine password!")]
    [InlineData("größer", "größer")]
    public async Task A_file_holds_the_password_and_at_most_one_line_break(string text, string expected)
    {
        using var password = await KeystorePassword.ReadFileAsync(File(text), Token);

        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(password.Bytes));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n", "is empty")]
    [InlineData(" x", "begins or ends with white space")]
    [InlineData("x ", "begins or ends with white space")]
    [InlineData("x\n\n", "begins or ends with white space")]
    public async Task What_is_no_password_is_refused(string text, string problem)
    {
        var path = File(text);

        var e = await Assert.ThrowsAsync<KeystoreException>(() => KeystorePassword.ReadFileAsync(path, Token));

        Assert.StartsWith($"the password in {path} {problem}", e.Message, StringComparison.Ordinal);
        Assert.Equal(KeystoreFault.NoPassword, e.Fault);
    }

    [Fact]
    public async Task A_password_is_no_longer_than_the_limit()
    {
        using var longest = await KeystorePassword.ReadFileAsync(File(new string('x', KeystorePassword.BytesMax) + "\r\n"), Token);
        Assert.Equal(KeystorePassword.BytesMax, longest.Bytes.Length);

        var e = await Assert.ThrowsAsync<KeystoreException>(
            () => KeystorePassword.ReadFileAsync(File(new string('x', KeystorePassword.BytesMax + 1)), Token));
        Assert.EndsWith("is longer than 1024 bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(_folder.FullName, "none");

        var e = await Assert.ThrowsAsync<KeystoreException>(() => KeystorePassword.ReadFileAsync(path, Token));

        Assert.StartsWith($"the password file {path} cannot be read", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_password_is_zeroed()
    {
        var password = new KeystorePassword("secret"u8);
        var copy = password.Copy();

        password.Dispose();

        Assert.Equal(new byte[6], password.Bytes.ToArray());
        Assert.Equal("secret"u8.ToArray(), copy.Bytes.ToArray());
        Assert.DoesNotContain("secret", copy.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string File(string text)
    {
        var path = Path.Combine(_folder.FullName, "password");
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
