using System.Reflection;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>Chains that only answer calls, as a test says.</summary>
public sealed class FakeChains : IChainSet
{
    public FakeChains(Func<CallRequest, byte[]> answer, params ulong[] ids) =>
        All = [.. ids.Select(id => FakeChain.Create(new ChainId(id), new CallClient(answer)))];

    public IReadOnlyList<IEthChain> All { get; }

    public IEthChain? Find(ChainId id) => All.FirstOrDefault(c => c.Id == id);

    /// <summary>A chain with an id, options and a client.</summary>
    public class FakeChain : DispatchProxy
    {
        private ChainId _id;
        private IEthClient? _client;

        internal static IEthChain Create(ChainId id, CallClient answer)
        {
            var chain = Create<IEthChain, FakeChain>();
            ((FakeChain)(object)chain)._id = id;
            ((FakeChain)(object)chain)._client = answer.ToClient();
            return chain;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            "get_Id" => _id,
            "get_Options" => new ChainOptions { ChainId = _id, FinalityDepth = 50, GasLimitDefault = 500_000 },
            "get_Client" => _client,
            _ => throw new InvalidOperationException($"this test expects no {targetMethod?.Name}"),
        };
    }

    /// <summary>A client that answers calls.</summary>
    public class CallProxy : DispatchProxy
    {
        internal Func<CallRequest, byte[]>? Answer { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == nameof(IEthClient.CallAsync)
            ? Task.FromResult(Answer!((CallRequest)args![0]!)) : throw new InvalidOperationException($"this test expects no {targetMethod?.Name}");
    }

    internal sealed record CallClient(Func<CallRequest, byte[]> Answer)
    {
        public IEthClient ToClient()
        {
            var client = DispatchProxy.Create<IEthClient, CallProxy>();
            ((CallProxy)(object)client).Answer = Answer;
            return client;
        }
    }
}
