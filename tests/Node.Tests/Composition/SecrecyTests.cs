using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DevChain.Chains;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Tests.Nodes;
using Org.BouncyCastle.Crypto.Generators;
using Xunit;

namespace Node.Tests.Composition;

/// <summary>Secrets are said once or never: looks for them in all that the real program says, answers and stores.</summary>
public sealed class SecrecyTests
{
    private const string FilePassword = "password of the exported file";

    [Theory]
    [InlineData("Text", " DBG ")]
    [InlineData("Json", "\"@l\":\"Debug\"")]
    public async Task No_secret_is_said_answered_or_stored_in_the_clear(string format, string debug)
    {
        using var folder = new TestFolder();
        await using var chain = await AnvilProcess.StartAsync(null, TestContext.Current.CancellationToken);
        await using var node = NodeProgram.Start(folder.Path, new Dictionary<string, string>
        {
            ["Chains__0__ChainId"] = "31337",
            ["Chains__0__RpcUrls__0"] = chain.RpcUrl + "?apikey=rpcsecretrpcsecret",
            ["Log__Level"] = "Trace",
            ["Log__Format"] = format,
        });
        await node.UntilAsync("/ready", HttpStatusCode.OK);
        var secret = node.Printed("API secret");
        using var api = new TestApi(node.Url, node.Printed("API key"), secret);
        var created = await api.PostAsync("/v2/keys/evm", "");
        Assert.True(created.Status == HttpStatusCode.Created, $"{created}");
        var address = Address.Parse(created.Attributes["address"]!.GetValue<string>());
        ApiAnswer[] answers =
        [
            created,
            await api.GetAsync("/v2/keys/evm"),
            await api.GetAsync("/v2/keys/eth"),
            await api.GetAsync("/health"),
            await api.GetAsync("/v2/jobs"),
            await api.GetAsync("/v2/nope"),
        ];
        Assert.Equal(0, await node.StopAsync());

        var password = (await File.ReadAllTextAsync(folder.File("keystore.password"), TestContext.Current.CancellationToken)).Trim();
        var key = await ReadKeyAsync(folder, address, password);
        (string Name, byte[][] Forms)[] secrets =
        [
            ("API secret", Forms(secret)),
            ("keystore password", Forms(password)),
            ("RPC key", Forms("rpcsecretrpcsecret")),
            ("private key", [key, .. Forms(Convert.ToHexStringLower(key)), .. Forms(Convert.ToHexString(key)), .. Forms(Convert.ToBase64String(key))]),
        ];
        var places = await PlacesAsync(folder, answers, node.Out.Where(line => line != $"API secret: {secret}"), node.Error);

        Assert.Contains(places, place => place.Place.EndsWith("node.db", StringComparison.Ordinal));
        Assert.Contains(node.Error, line => line.Contains(debug, StringComparison.Ordinal));
        foreach (var (place, content) in places)
        {
            foreach (var (name, forms) in secrets)
            {
                Assert.False(forms.Any(form => content.AsSpan().IndexOf(form) >= 0), $"the {name} is in {place}");
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("keystore.password")));
        }
    }

    /// <summary>All that the program said, answered and stored, but the one file that is meant to hold the password.</summary>
    private static async Task<List<(string Place, byte[] Content)>> PlacesAsync(
        TestFolder folder, IEnumerable<ApiAnswer> answers, IEnumerable<string> output, IEnumerable<string> errors)
    {
        List<(string Place, byte[] Content)> places =
        [
            ("standard output", Encoding.UTF8.GetBytes(string.Join('\n', output))),
            ("standard error", Encoding.UTF8.GetBytes(string.Join('\n', errors))),
            .. answers.Select((answer, i) => ($"answer {i}", Encoding.UTF8.GetBytes(answer.Text))),
        ];
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("keystore.password", StringComparison.Ordinal)))
        {
            places.Add((file, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        }

        return places;
    }

    private static byte[][] Forms(string text) => [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];

    /// <summary>The key's bytes, by way of an exported file that is opened here and not by the keystore.</summary>
    private static async Task<byte[]> ReadKeyAsync(TestFolder folder, Address address, string password)
    {
        await using var database = Database.Open(DatabaseUrl.ForSqlite(folder.File("node.db")), TimeProvider.System);
        var keystore = new Keystore(
            database, new KeystoreOptions { ScryptN = 1 << 14 }, new SystemRandomSource(), TimeProvider.System, NullLogger<Keystore>.Instance);
        using var own = new KeystorePassword(Encoding.UTF8.GetBytes(password));
        await keystore.UnlockAsync(own, TestContext.Current.CancellationToken);
        using var other = new KeystorePassword(Encoding.UTF8.GetBytes(FilePassword));
        var crypto = JsonNode.Parse(await keystore.ExportAsync(address, other, TestContext.Current.CancellationToken))!["crypto"]!;
        var kdf = crypto["kdfparams"]!;
        var derived = SCrypt.Generate(
            Encoding.UTF8.GetBytes(FilePassword), Bytes(kdf["salt"]), (int)kdf["n"]!, (int)kdf["r"]!, (int)kdf["p"]!, (int)kdf["dklen"]!);
        var key = DecryptCounterMode(derived[..16], Bytes(crypto["cipherparams"]!["iv"]), Bytes(crypto["ciphertext"]));
        using var checkedKey = new PrivateKey(key);
        Assert.Equal(address, checkedKey.Address);
        return key;
    }

    private static byte[] DecryptCounterMode(byte[] key, byte[] counter, byte[] data)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var plain = new byte[data.Length];
        var block = new System.Numerics.BigInteger(counter, isUnsigned: true, isBigEndian: true);
        for (var at = 0; at < data.Length; at += 16, block++)
        {
            var bytes = block.ToByteArray(isUnsigned: true, isBigEndian: true);
            var pad = aes.EncryptEcb([.. new byte[16 - bytes.Length], .. bytes], PaddingMode.None);
            for (var i = at; i < Math.Min(at + 16, data.Length); i++)
            {
                plain[i] = (byte)(data[i] ^ pad[i - at]);
            }
        }

        return plain;
    }

    private static byte[] Bytes(JsonNode? hex) => Convert.FromHexString(hex!.GetValue<string>());
}
