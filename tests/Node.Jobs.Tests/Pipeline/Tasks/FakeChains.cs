using System.Reflection;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>Chains that only answer calls and estimates, as a test says, and have one block.</summary>
public sealed class FakeChains : IChainSet
{
    public FakeChains(Func<CallRequest, byte[]> answer, params ulong[] ids) =>
        All = [.. ids.Select(id => Chain(new ChainId(id), answer))];

    public IReadOnlyList<IEthChain> All { get; }

    /// <summary>The answer to an estimate of gas.</summary>
    public Func<CallRequest, long>? Gas { get; init; }

    /// <summary>The newest block; null: none was seen.</summary>
    public BlockHeader? Latest { get; init; }

    public IEthChain? Find(ChainId id) => All.FirstOrDefault(c => c.Id == id);

    private IEthChain Chain(ChainId id, Func<CallRequest, byte[]> answer)
    {
        var client = Proxy<IEthClient>((method, args) => method switch
        {
            nameof(IEthClient.CallAsync) => Task.FromResult(answer((CallRequest)args[0]!)),
            nameof(IEthClient.EstimateGasAsync) when Gas is not null => Task.FromResult(Gas((CallRequest)args[0]!)),
            nameof(IEthClient.GetHeaderAsync) => Task.FromResult<BlockHeader?>(null),
            _ => throw new InvalidOperationException($"this test expects no {method}"),
        });
        return Proxy<IEthChain>((method, _) => method switch
        {
            "get_Id" => id,
            "get_Options" => new ChainOptions { ChainId = id, FinalityDepth = 50, GasLimitDefault = 500_000 },
            "get_Client" => client,
            "get_LatestHead" => Latest,
            _ => throw new InvalidOperationException($"this test expects no {method}"),
        });
    }

    private static T Proxy<T>(Func<string, object?[], object?> answer)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, AnsweringProxy>();
        ((AnsweringProxy)(object)proxy).Answer = answer;
        return proxy;
    }

    /// <summary>Answers as it is told.</summary>
    public class AnsweringProxy : DispatchProxy
    {
        internal Func<string, object?[], object?>? Answer { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer!(targetMethod!.Name, args ?? []);
    }
}
