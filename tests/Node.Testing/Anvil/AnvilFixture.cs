using DevChain.Chains;
using Xunit;

namespace Node.Testing.Anvil;

/// <summary>One local chain for all tests of a class (<c>IClassFixture&lt;AnvilFixture&gt;</c>); each test begins with <see cref="ResetAsync"/>.</summary>
public class AnvilFixture : IAsyncLifetime
{
    private AnvilProcess? _chain;
    private string? _snapshot;

    /// <summary>What the chain is started with; a derived fixture may say something else.</summary>
    protected virtual AnvilOptions Options => new();

    /// <summary>The chain.</summary>
    public AnvilProcess Chain => _chain ?? throw new InvalidOperationException("the chain starts with the first test of the class");

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        _chain = await AnvilProcess.StartAsync(Options, TestContext.Current.CancellationToken);
        _snapshot = await _chain.SnapshotAsync();
    }

    /// <summary>Takes the chain back to where the fixture left it, blocks and all.</summary>
    public async Task ResetAsync()
    {
        await Chain.RevertAsync(_snapshot!);
        _snapshot = await Chain.SnapshotAsync();
    }

    /// <summary>Remembers the present state as the one that <see cref="ResetAsync"/> goes back to; for a derived fixture that deploys contracts.</summary>
    protected async Task KeepAsync() => _snapshot = await Chain.SnapshotAsync();

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_chain is not null)
        {
            await _chain.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
