using Node.Eth.Keys;

namespace Node.Eth.Tests.Keys;

/// <summary>A keystore that is closed when its test ends.</summary>
internal sealed class OpenKeystore(Keystore store) : IAsyncDisposable
{
    public Keystore Store => store;

    public async ValueTask DisposeAsync() => await store.CloseAsync();
}
