using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Node.Eth.Chains;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>
/// <c>estimategaslimit</c>: the gas that a transaction would use, times <c>multiplier</c>, rounded down and at most the gas limit of
/// the job or the
/// chain. It fails when the transaction would revert or needs more than that limit; when the chain gives no answer, it is the limit.
/// </summary>
internal sealed class EstimateGasLimitTask : PipelineTask
{
    private readonly ChainParam _chain;
    private readonly Param<Address> _from;
    private readonly Param<Address> _to;
    private readonly Param<byte[]> _data;
    private readonly Param<BigDecimal> _multiplier;

    private EstimateGasLimitTask(TaskBuilder builder, IChainEndpoints chains)
    {
        const ParamSources Text = ParamSources.Variable | ParamSources.Literal;
        _chain = new ChainParam(builder, chains);
        _from = builder.Optional<Address>("from", Text, ValueConversion.TryAddress, Address.Zero);
        _to = builder.Required<Address>("to", Text, ValueConversion.TryAddress);
        _data = builder.Required<byte[]>("data", Text, ValueConversion.TryBytes);
        _multiplier = builder.Optional<BigDecimal>("multiplier", Text, TryMultiplier, new BigDecimal(1));
    }

    /// <summary>The type.</summary>
    public static TaskType Type(IChainEndpoints chains) => new(
        "estimategaslimit", ["from", "to", "data", "multiplier", "evmChainID"], b => new EstimateGasLimitTask(b, chains));

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!_chain.TryGet(scope, out var chain, out var failure)
            || !_from.TryGet(scope, out var from, out failure)
            || !_to.TryGet(scope, out var to, out failure)
            || !_data.TryGet(scope, out var data, out failure)
            || !_multiplier.TryGet(scope, out var multiplier, out failure))
        {
            return failure;
        }

        var most = scope.Job.GasLimit ?? chain.Options.GasLimitDefault;
        scope.Note(new OutsideNote($"chain {chain.Id}", Block: BlockTag.Latest.ToString()));
        try
        {
            var gas = await chain.Client.EstimateGasAsync(new CallRequest { From = from, To = to, Data = data }, ct);
            return gas > most
                ? scope.Fail($"the transaction to {to} needs {gas} gas, more than the gas limit of {most}; give the job a higher gasLimit")
                : TaskResult.Ok(PipelineValue.Of(BigInteger.Min((new BigDecimal(gas) * multiplier).Truncate(), most)));
        }
        catch (RpcException e) when (e.Kind == RpcErrorKind.Reverted)
        {
            return scope.Fail($"the transaction to {to} would revert: {Found.Quote(AbiRevert.Decode(e.Data).Reason)}");
        }
        catch (RpcException)
        {
            return TaskResult.Ok(PipelineValue.Of(most)); // the limit is enough for every transaction that may be sent
        }
    }

    private static bool TryMultiplier(
        PipelineValue value, [MaybeNullWhen(false)] out BigDecimal multiplier, [NotNullWhen(false)] out string? problem)
    {
        var isNumber = ValueConversion.TryDecimal(value, out multiplier, out problem);
        problem = isNumber && multiplier.Sign <= 0 ? $"found {Found.Value(value)}, accepted is a number above 0" : problem;
        return problem is null;
    }
}
