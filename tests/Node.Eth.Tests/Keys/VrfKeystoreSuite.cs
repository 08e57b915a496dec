using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Testing;
using Node.Testing.Storage;
using Xunit;

namespace Node.Eth.Tests.Keys;

/// <summary>What the store of VRF keys and its table promise, on either engine.</summary>
public abstract class VrfKeystoreSuite(EngineKind engine) : IAsyncLifetime
{
    private static readonly KeystoreOptions Fast = new() { ScryptN = 2 };
    private static readonly VrfRequest Request = new() { PreSeed = 7, BlockHash = Keccak256.Hash("block"), BlockNumber = 3 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SeededRandom _random = SeededRandom.Fresh();
    private TestDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(engine, typeof(Keystore).Assembly);
        TestContext.Current.TestOutputHelper?.WriteLine(_random.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_made_key_answers_requests_now_and_after_a_restart()
    {
        VrfKey made;
        await using (var first = await OpenAsync())
        {
            made = await Vrf(first.Store).CreateAsync(Token);
        }

        await using var second = await OpenAsync();
        var keys = Vrf(second.Store);
        Assert.Equal([made], await keys.ListAsync(Token));
        var response = await keys.RespondAsync(made.PublicKey, VrfVersion.V1, Request, Token);
        Assert.Equal(made.Hash, response.KeyHash);
        Assert.True(VrfResponses.CheckV1(response.Marshalled, Request.PreSeed, Request.BlockHash).Ok);
    }

    [Fact]
    public async Task An_exported_key_is_imported_elsewhere_and_a_deleted_one_comes_back()
    {
        await using var open = await OpenAsync();
        var keys = Vrf(open.Store);
        var made = await keys.CreateAsync(Token);
        using var password = new KeystorePassword("a password for the file"u8);
        using var shorter = new KeystorePassword("too short"u8);
        Assert.Equal(KeystoreFault.NoPassword, (await Assert.ThrowsAsync<KeystoreException>(() => keys.ExportAsync(made.PublicKey, shorter, Token))).Fault);
        var file = await keys.ExportAsync(made.PublicKey, password, Token);
        Assert.Equal(KeystoreFault.AlreadyThere, (await Assert.ThrowsAsync<KeystoreException>(() => keys.ImportAsync(file, password, Token))).Fault);
        Assert.Equal(
            KeystoreFault.WrongPassword, (await Assert.ThrowsAsync<KeystoreException>(() => keys.ImportAsync(file, shorter, Token))).Fault);
        foreach (var isHard in new[] { false, true })
        {
            Assert.Equal(made.PublicKey, (await keys.DeleteAsync(made.PublicKey, isHard, Token)).PublicKey);
            Assert.Empty(await keys.ListAsync(Token));
            await Unknown(() => keys.DeleteAsync(made.PublicKey, isHard, Token));
            await Unknown(() => keys.RespondAsync(made.PublicKey, VrfVersion.V1, Request, Token));
            await Unknown(() => keys.ExportAsync(made.PublicKey, password, Token));
            Assert.Equal(made.PublicKey, (await keys.ImportAsync(file, password, Token)).PublicKey);
            Assert.Equal(made.Hash, (await keys.RespondAsync(made.PublicKey, VrfVersion.V2, Request, Token)).KeyHash);
        }

        await Unknown(() => keys.DeleteAsync(Point.Identity, true, Token));
    }

    [Fact]
    public async Task Files_that_are_none_are_refused()
    {
        await using var open = await OpenAsync();
        var keys = Vrf(open.Store);
        var made = await keys.CreateAsync(Token);
        var other = await keys.CreateAsync(Token);
        using var password = new KeystorePassword("a password for the file"u8);
        var file = await keys.ExportAsync(made.PublicKey, password, Token);
        string[] bad =
        [
            "", "[]", "{}", """{"PublicKey":5,"vrf_key":{}}""", """{"PublicKey":"0x12","vrf_key":{}}""",
            $$"""{"PublicKey":"{{made.Compressed}}", "vrf_key":7}""",
            """{"PublicKey":"\ud800","vrf_key":{}}""",
            file.Replace(made.Compressed, other.Compressed, StringComparison.Ordinal),
            JsonNode.Parse(file)!["vrf_key"]!.ToJsonString(),
        ];
        foreach (var json in bad)
        {
            var e = await Assert.ThrowsAsync<KeystoreException>(() => keys.ImportAsync(json, password, Token));
            Assert.True(e.Fault == KeystoreFault.BadFile, $"{json}: {e.Fault}");
        }

        var padded = file + new string(' ', Fast.KeyFileCharsMax);
        Assert.Equal(KeystoreFault.LimitCrossed, (await Assert.ThrowsAsync<KeystoreException>(() => keys.ImportAsync(padded, password, Token))).Fault);
    }

    [Fact]
    public async Task A_locked_keystore_makes_no_key_and_what_is_stored_is_encrypted()
    {
        await using var locked = new OpenKeystore(NewStore());
        Assert.Equal(KeystoreFault.Locked, (await Assert.ThrowsAsync<KeystoreException>(() => Vrf(locked.Store).CreateAsync(Token))).Fault);
        await using var open = await OpenAsync();
        var made = await Vrf(open.Store).CreateAsync(Token);
        var row = await _database.Database.ReadAsync(session => VrfKeyRepository.FindAsync(session, made.PublicKey.ToBytes()), Token);
        Assert.Contains("aes-128-ctr", row!.KeyJson, StringComparison.Ordinal);

        // The row of one key under the name of another does not pass.
        var other = await Vrf(open.Store).CreateAsync(Token);
        await _database.Database.WriteAsync(session => VrfKeyRepository.RemoveAsync(session, other.PublicKey.ToBytes()), Token);
        await _database.Database.WriteAsync(session => VrfKeyRepository.TryAddAsync(session, other.PublicKey.ToBytes(), row.KeyJson, _time.GetUtcNow()), Token);
        var e = await Assert.ThrowsAsync<KeystoreException>(() => Vrf(open.Store).RespondAsync(other.PublicKey, VrfVersion.V1, Request, Token));
        Assert.Equal(KeystoreFault.BadFile, e.Fault);
    }

    private static async Task Unknown(Func<Task> action) =>
        Assert.Equal(KeystoreFault.UnknownKey, (await Assert.ThrowsAsync<KeystoreException>(action)).Fault);

    private VrfKeystore Vrf(Keystore store) =>
        new(_database.Database, store, Fast, _random, _time, NullLogger<VrfKeystore>.Instance);

    private Keystore NewStore() => new(_database.Database, Fast, _random, _time, NullLogger<Keystore>.Instance);

    private async Task<OpenKeystore> OpenAsync()
    {
        var store = NewStore();
        using var password = new KeystorePassword("a password that is long enough"u8);
        await store.UnlockAsync(password, Token);
        return new OpenKeystore(store);
    }
}
