using Node.Core.Text;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands;

/// <summary>The effects of a dry run: nothing is sent; the task's value says what would be, and what gas the chain estimates for it.</summary>
internal sealed class DryRunEffects(IChainEndpoints chains) : IRunEffects
{
    public async ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct)
    {
        var (estimate, problem) = await EstimateAsync(intent, ct);
        return TaskResult.Ok(PipelineValue.Map(("wouldSend", PipelineValue.Map(
            ("evmChainID", PipelineValue.Of(intent.ChainId.ToString())),
            ("from", PipelineValue.List([.. intent.From.Select(address => PipelineValue.Of(address.ToString()))])),
            ("to", PipelineValue.Of(intent.To.ToString())),
            ("data", PipelineValue.Of(intent.Data)),
            ("gasLimit", PipelineValue.Of(intent.GasLimit)),
            ("gasEstimate", estimate is { } gas ? PipelineValue.Of(gas) : PipelineValue.Null),
            ("gasEstimateProblem", problem is null ? PipelineValue.Null : PipelineValue.Of(problem)),
            ("minConfirmations", PipelineValue.Of(intent.MinConfirmations))))));
    }

    private async Task<(long? Gas, string? Problem)> EstimateAsync(TxIntent intent, CancellationToken cancellationToken)
    {
        if (chains.Find(intent.ChainId) is not { } chain)
        {
            return (null, $"chain {intent.ChainId} is not configured");
        }

        try
        {
            Address? from = intent.From.Count > 0 ? intent.From[0] : null;
            var call = new CallRequest { From = from, To = intent.To, Data = intent.Data };
            return (await chain.Client.EstimateGasAsync(call, cancellationToken), null);
        }
        catch (RpcException e)
        {
            return (null, Untrusted.Show(e.Message));
        }
    }
}
