using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Eth.Encoding;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Testing;
using Node.Testing.Storage;
using Xunit;

namespace Node.Eth.Tests.Keys;

/// <summary>What the keystore and its tables promise, on either engine.</summary>
public abstract class KeystoreSuite(EngineKind engine) : IAsyncLifetime
{
    private const string PasswordText = "a password that is long enough";

    private static readonly KeystoreOptions Fast = new() { ScryptN = 2 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SeededRandom _random = SeededRandom.Fresh();
    private readonly TempFolder _folder = new();
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
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_made_key_signs_now_and_after_a_restart()
    {
        var digest = Keccak256.Hash("x");
        EthKey made;
        await using (var first = await UnlockedAsync())
        {
            made = await first.Store.CreateAsync(Token);
            Assert.Equal(made.Address, Ecdsa.Recover(digest, await first.Store.SignAsync(made.Address, digest, Token)));
        }

        await using var second = await UnlockedAsync();

        Assert.Equal([made], await second.Store.ListAsync(Token));
        Assert.Equal(_time.GetUtcNow(), made.CreatedAt);
        Assert.Equal(made.Address, Ecdsa.Recover(digest, await second.Store.SignAsync(made.Address, digest, Token)));
    }

    [Fact]
    public async Task A_sealed_text_opens_after_a_restart_at_its_place_only()
    {
        string sealedText;
        await using (var first = await UnlockedAsync())
        {
            sealedText = await first.Store.SealAsync("secret", "bridge a", Token);
            Assert.DoesNotContain("secret", sealedText, StringComparison.Ordinal);
        }

        await using var second = await UnlockedAsync();

        Assert.Equal("secret", await second.Store.OpenAsync(sealedText, "bridge a", Token));
        await Assert.ThrowsAsync<KeystoreException>(() => second.Store.OpenAsync(sealedText, "bridge b", Token));
    }

    [Fact]
    public async Task Keys_are_listed_by_address()
    {
        await using var unlocked = await UnlockedAsync();
        for (var i = 0; i < 5; i++)
        {
            await unlocked.Store.CreateAsync(Token);
        }

        var listed = await unlocked.Store.ListAsync(Token);

        Assert.Equal(5, listed.Count);
        Assert.Equal(listed.OrderBy(key => HexData.Format(key.Address.ToBytes()), StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task A_wrong_password_is_one_clear_line_and_the_right_one_may_follow()
    {
        await using (var first = await UnlockedAsync())
        {
            await first.Store.CreateAsync(Token);
        }

        await using var second = await StartedAsync("a password that is wrong");

        var e = await Assert.ThrowsAsync<KeystoreException>(() => second.Store.WaitUnlockedAsync(Token));

        Assert.Equal(KeystoreFault.WrongPassword, e.Fault);
        Assert.Equal("the keystore password is wrong: the stored keys do not open with it; check the file that PasswordFile names", e.Message);
        Assert.Equal(e.Message, second.Store.Ready()?.Reason);
        await Assert.ThrowsAsync<KeystoreException>(() => second.Store.CreateAsync(Token));

        using var right = Password();
        await second.Store.UnlockAsync(right, Token);
        Assert.Null(second.Store.Ready());
        Assert.NotNull(await second.Store.CreateAsync(Token));
    }

    [Fact]
    public async Task Stored_keys_without_a_password_stop_the_start()
    {
        await using (var first = await UnlockedAsync())
        {
            await first.Store.CreateAsync(Token);
        }

        var e = await Assert.ThrowsAsync<KeystoreException>(() => StartedAsync(password: null));

        Assert.Equal(KeystoreFault.NoPassword, e.Fault);
    }

    [Fact]
    public async Task A_keystore_that_never_made_a_key_stores_nothing_and_needs_no_password()
    {
        await using var unlocked = await UnlockedAsync();
        await using var locked = await StartedAsync(password: null);

        Assert.Empty(await locked.Store.ListAsync(Token));
        Assert.Null(await _database.Database.ReadAsync(KeyRepository.FindMasterAsync, Token));
        Assert.Null(locked.Store.Ready());
        var e = await Assert.ThrowsAsync<KeystoreException>(() => locked.Store.CreateAsync(Token));
        Assert.Equal(KeystoreFault.Locked, e.Fault);
    }

    [Fact]
    public async Task A_short_password_makes_no_key()
    {
        await using var opened = await StartedAsync("fifteen chars..");

        var e = await Assert.ThrowsAsync<KeystoreException>(() => opened.Store.CreateAsync(Token));

        Assert.Equal("the keystore password is shorter than 16 characters; choose a longer one before the first key is made", e.Message);
    }

    [Fact]
    public async Task Two_replicas_that_make_the_first_key_at_once_open_each_others_keys()
    {
        await using var one = await UnlockedAsync();
        await using var other = await UnlockedAsync();

        var made = await Task.WhenAll(one.Store.CreateAsync(Token), other.Store.CreateAsync(Token));

        foreach (var key in made)
        {
            Assert.NotNull(await one.Store.SignAsync(key.Address, Hash32.Zero, Token));
            Assert.NotNull(await other.Store.SignAsync(key.Address, Hash32.Zero, Token));
        }

        await using var third = await UnlockedAsync();
        Assert.Equal(2, (await third.Store.ListAsync(Token)).Count);
    }

    [Fact]
    public async Task A_key_that_is_exported_is_the_key_that_is_imported()
    {
        using var password = Password();
        string json;
        EthKey made;
        await using (var first = await UnlockedAsync())
        {
            made = await first.Store.CreateAsync(Token);
            json = await first.Store.ExportAsync(made.Address, password, Token);
            var e = await Assert.ThrowsAsync<KeystoreException>(() => first.Store.ImportAsync(json, password, Token));
            Assert.Equal(KeystoreFault.AlreadyThere, e.Fault);
        }

        await _database.Database.WriteAsync(session => session.ExecuteAsync("DELETE FROM eth_keys"), Token);
        await using var second = await UnlockedAsync();

        Assert.Equal(made, await second.Store.ImportAsync(json, password, Token));
        Assert.NotNull(await second.Store.SignAsync(made.Address, Hash32.Zero, Token));
    }

    [Fact]
    public async Task An_unknown_address_signs_nothing()
    {
        await using var unlocked = await UnlockedAsync();

        var e = await Assert.ThrowsAsync<KeystoreException>(() => unlocked.Store.SignAsync(Address.Zero, Hash32.Zero, Token));

        Assert.Equal(KeystoreFault.UnknownKey, e.Fault);
    }

    [Fact]
    public async Task A_row_that_was_moved_to_another_address_is_refused()
    {
        await using (var first = await UnlockedAsync())
        {
            await first.Store.CreateAsync(Token);
        }

        await _database.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE eth_keys SET address = @address", new { address = Address.Zero }), Token);

        var e = await Assert.ThrowsAsync<KeystoreException>(UnlockedAsync);
        Assert.StartsWith($"the stored key of {Address.Zero} cannot be used: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_stored_shows_a_key_or_the_password()
    {
        await using var unlocked = await UnlockedAsync();
        using var filePassword = new KeystorePassword("x"u8);
        await unlocked.Store.ImportAsync(Imported, filePassword, Token);

        var stored = await _database.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT key_json FROM eth_keys UNION ALL SELECT master_json FROM eth_keyring"), Token);

        Assert.Equal(2, stored.Count);
        Assert.All(stored, text =>
        {
            Assert.DoesNotContain("4646464646", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String([.. Enumerable.Repeat((byte)0x46, 32)])[..40], text, StringComparison.Ordinal);
            Assert.DoesNotContain("long enough", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_closed_keystore_signs_nothing()
    {
        var unlocked = await UnlockedAsync();
        var made = await unlocked.Store.CreateAsync(Token);

        await unlocked.DisposeAsync();

        var e = await Assert.ThrowsAsync<KeystoreException>(() => unlocked.Store.SignAsync(made.Address, Hash32.Zero, Token));
        Assert.Equal(KeystoreFault.Locked, e.Fault);
    }

    [Fact]
    public async Task An_unlocked_keystore_is_not_unlocked_again()
    {
        await using var unlocked = await UnlockedAsync();
        using var password = Password();

        await Assert.ThrowsAsync<InvalidOperationException>(() => unlocked.Store.UnlockAsync(password, Token));
    }

    private static string Imported =>
        KeyFile.Encrypt([.. Enumerable.Repeat((byte)0x46, 32)], "x"u8, new Pbkdf2Derivation(1), address: null, new SeededRandom(3));

    private static KeystorePassword Password() => new(System.Text.Encoding.UTF8.GetBytes(PasswordText));

    private async Task<OpenKeystore> StartedAsync(string? password)
    {
        var file = password is null ? null : _folder.File(password);
        var opened = new OpenKeystore(
            new Keystore(_database.Database, Fast with { PasswordFile = file }, _random, _time, NullLogger<Keystore>.Instance));
        await opened.Store.StartAsync(Token);
        return opened;
    }

    private async Task<OpenKeystore> UnlockedAsync()
    {
        var opened = await StartedAsync(PasswordText);
        await opened.Store.WaitUnlockedAsync(Token);
        return opened;
    }
}
