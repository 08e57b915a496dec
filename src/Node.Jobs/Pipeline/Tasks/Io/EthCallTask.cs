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

/// <summary><c>ethcall</c>: asks a contract at the newest block and gives the bytes it returns.</summary>
internal sealed class EthCallTask : PipelineTask
{
    /// <summary>Bits of a price: what a word of the chain holds. Default: 256.</summary>
    public const int WeiBitsMax = 256;

    private readonly ChainParam _chain;
    private readonly Param<Address> _contract;
    private readonly Param<Address> _from;
    private readonly Param<byte[]> _data;
    private readonly Param<long> _gas;
    private readonly Param<bool> _gasUnlimited;
    private readonly Param<BigInteger?> _gasPrice;
    private readonly Param<BigInteger?> _gasTipCap;
    private readonly Param<BigInteger?> _gasFeeCap;
    private readonly Param<bool> _extractRevertReason;

    private EthCallTask(TaskBuilder builder, IChainEndpoints chains)
    {
        const ParamSources Text = ParamSources.Variable | ParamSources.Literal;
        _chain = new ChainParam(builder, chains);
        _contract = builder.Required<Address>("contract", Text, ValueConversion.TryAddress);
        _from = builder.Optional<Address>("from", Text, ValueConversion.TryAddress, Address.Zero);
        _data = builder.Required<byte[]>("data", ParamSources.Variable | ParamSources.Json, ValueConversion.TryBytes);
        _gas = builder.Optional<long>("gas", Text, ValueConversion.TryCount, 0);
        _gasUnlimited = builder.Optional<bool>("gasUnlimited", Text, ValueConversion.TryBool, false);
        _gasPrice = builder.Optional<BigInteger?>("gasPrice", Text, TryWei, null);
        _gasTipCap = builder.Optional<BigInteger?>("gasTipCap", Text, TryWei, null);
        _gasFeeCap = builder.Optional<BigInteger?>("gasFeeCap", Text, TryWei, null);
        _extractRevertReason = builder.Optional<bool>(
            "extractRevertReason", ParamSources.Literal, ValueConversion.TryBool, false);
    }

    /// <summary>The type.</summary>
    public static TaskType Type(IChainEndpoints chains) => new(
        "ethcall",
        ["contract", "from", "data", "gas", "gasPrice", "gasTipCap", "gasFeeCap", "gasUnlimited", "extractRevertReason", "evmChainID"],
        b => new EthCallTask(b, chains));

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!TryRequest(scope, out var chain, out var request, out var failure)
            || !_extractRevertReason.TryGet(scope, out var extract, out failure))
        {
            return failure;
        }

        try
        {
            var result = await chain.Client.CallAsync(request, BlockTag.Latest, ct);
            scope.Note(new OutsideNote($"chain {chain.Id}", Bytes: result.Length, Block: BlockTag.Latest.ToString()));
            return TaskResult.Ok(PipelineValue.Of(result));
        }
        catch (RpcException e)
        {
            scope.Note(new OutsideNote($"chain {chain.Id}", Block: BlockTag.Latest.ToString()));
            var reason = extract && e.Kind == RpcErrorKind.Reverted ? $" ({Found.Quote(AbiRevert.Decode(e.Data).Reason)})" : "";
            return scope.Fail(
                e.IsTransient
                    ? TaskErrorKind.Transient
                    : TaskErrorKind.Permanent, $"the call of {request.To} on chain {chain.Id} failed: {e.Message}{reason}");
        }
    }

    private static bool TryWei(
        PipelineValue value, [MaybeNullWhen(false)] out BigInteger? wei, [NotNullWhen(false)] out string? problem)
    {
        wei = null;
        problem = null;
        if (value is NullValue)
        {
            return true;
        }

        if (!ValueConversion.TryInteger(value, out var number, out problem))
        {
            return false;
        }

        wei = number;
        problem = number.Sign < 0 ? $"found {Found.Value(value)}, accepted is a number of wei from 0"
            : number.GetBitLength() > WeiBitsMax ? $"{number.GetBitLength()} bits are beyond the limit WeiBitsMax of {WeiBitsMax}" : null;
        return problem is null;
    }

    private bool TryRequest(
        TaskScope scope, [NotNullWhen(true)] out IChainEndpoint? chain, [NotNullWhen(true)] out CallRequest? request, out TaskResult failure)
    {
        request = null;
        if (!_chain.TryGet(scope, out chain, out failure)
            || !_contract.TryGet(scope, out var contract, out failure)
            || !_from.TryGet(scope, out var from, out failure)
            || !_data.TryGet(scope, out var data, out failure)
            || !_gas.TryGet(scope, out var gas, out failure)
            || !_gasUnlimited.TryGet(scope, out var isUnlimited, out failure)
            || !_gasPrice.TryGet(scope, out var gasPrice, out failure)
            || !_gasTipCap.TryGet(scope, out var tipCap, out failure)
            || !_gasFeeCap.TryGet(scope, out var feeCap, out failure))
        {
            return false;
        }

        if (data.Length == 0)
        {
            failure = scope.FailAttribute("data", "is empty; accepted is the call data of a function");
            return false;
        }

        if (isUnlimited && gas > 0)
        {
            failure = scope.FailAttribute("gas", "cannot be given together with gasUnlimited");
            return false;
        }

        request = new CallRequest
        {
            From = from,
            To = contract,
            Data = data,
            Gas = isUnlimited ? null : gas > 0 ? gas : scope.Job.GasLimit ?? chain.Options.GasLimitDefault,
            GasPrice = gasPrice,
            MaxPriorityFeePerGas = tipCap,
            MaxFeePerGas = feeCap,
        };
        return true;
    }
}
