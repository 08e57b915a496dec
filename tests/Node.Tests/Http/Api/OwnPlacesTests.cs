using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Node.Core.Config;
using Node.Core.Http;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Http;
using Node.Http.Api;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class OwnPlacesTests
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["self.example"] = "127.0.0.1", ["mapped.example"] = "::ffff:127.0.0.1", ["other.example"] = "192.0.2.7", ["rpc.example"] = "192.0.2.9",
        ["alias.example"] = "192.0.2.9",
    };

    [Theory]
    [InlineData("http://self.example:6688/", "own API")]
    [InlineData("http://SELF.example.:6688/", "own API")]
    [InlineData("http://mapped.example:6688/", "own API")]
    [InlineData("http://self.example:7070/", null)]
    [InlineData("http://other.example:6688/", null)]
    [InlineData("http://unknown.example:6688/", null)]
    [InlineData("http://rpc.example:8545/", "endpoint of a chain")]
    [InlineData("http://rpc.example.:8545/", "endpoint of a chain")]
    [InlineData("http://alias.example:8545/", "endpoint of a chain")]
    [InlineData("http://192.0.2.9:8545/", "endpoint of a chain")]
    [InlineData("http://other.example:8545/", null)]
    [InlineData("no URL", null)]
    public async Task Another_name_for_an_own_place_is_found_out(string url, string? because)
    {
        var refusal = await Places("127.0.0.1").RefusalOfAsync(url, TestContext.Current.CancellationToken);

        Assert.True(because is null ? refusal is null : refusal?.Contains(because, StringComparison.Ordinal), refusal ?? "(accepted)");
    }

    [Fact]
    public async Task A_node_that_listens_everywhere_is_at_each_address_of_its_machine()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address)
            .First(address => address.AddressFamily == AddressFamily.InterNetwork);

        Assert.NotNull(await Places("0.0.0.0").RefusalOfAsync($"http://{own}:6688/", TestContext.Current.CancellationToken));
        Assert.Null(await Places("0.0.0.0").RefusalOfAsync("http://192.0.2.7:6688/", TestContext.Current.CancellationToken));
        Assert.NotNull(await Places("192.0.2.7").RefusalOfAsync("http://other.example:6688/", TestContext.Current.CancellationToken));
    }

    private static OwnPlaces Places(string address) =>
        new(new HttpOptions { Address = address, Port = 6688 }, new OneChain(), new Resolver(), TimeProvider.System);

    private sealed class Resolver : IDnsResolver
    {
        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => Names.TryGetValue(host, out var address)
            ? Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Parse(address)])
            : Task.FromException<IReadOnlyList<IPAddress>>(new SocketException((int)SocketError.HostNotFound));
    }

    private sealed class OneChain : IChainEndpoints, IChainEndpoint
    {
        public IReadOnlyList<IChainEndpoint> All => [this];

        public ChainId Id => Options.ChainId;

        public ChainOptions Options { get; } = new() { ChainId = new ChainId(1), RpcUrls = [new Secret("http://rpc.example:8545/key")] };

        public IEthClient Client => throw new NotSupportedException();

        public BlockHeader? LatestHead => null;

        public IChainEndpoint? Find(ChainId id) => null;
    }
}
