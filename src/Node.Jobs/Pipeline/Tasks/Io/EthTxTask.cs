using System.Diagnostics.CodeAnalysis;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>
/// <c>ethtx</c>: queues a transaction, in one commit with how far the run is. With confirmations to wait for it is pending, and
/// its value is the
/// receipt; otherwise its value is null.
/// </summary>
internal sealed class EthTxTask : PipelineTask
{
    /// <summary>Addresses in <c>from</c>. Default: 100.</summary>
    public const int SendersMax = 100;

    private readonly ChainParam _chain;
    private readonly Param<IReadOnlyList<Address>> _from;
    private readonly Param<Address> _to;
    private readonly Param<byte[]> _data;
    private readonly Param<long> _gasLimit;
    private readonly Param<MapValue> _meta;
    private readonly Param<int?> _minConfirmations;
    private readonly Param<bool> _failOnRevert;

    private EthTxTask(TaskBuilder builder, IChainEndpoints chains)
    {
        const ParamSources Text = ParamSources.Variable | ParamSources.Literal;
        const ParamSources Json = ParamSources.Variable | ParamSources.Json;
        _chain = new ChainParam(builder, chains);
        _from = builder.Optional<IReadOnlyList<Address>>("from", Json, TrySenders, []);
        _to = builder.Required<Address>("to", Text, ValueConversion.TryAddress);
        _data = builder.Required<byte[]>("data", Text, ValueConversion.TryBytes);
        _gasLimit = builder.Optional<long>("gasLimit", Text, ValueConversion.TryCount, 0);
        _meta = builder.Optional<MapValue>("txMeta", Json, TxMeta.TryMeta, MapValue.Empty);
        _minConfirmations = builder.Optional<int?>("minConfirmations", Text, TryConfirmations, null);
        _failOnRevert = builder.Optional<bool>("failOnRevert", ParamSources.Literal, ValueConversion.TryBool, false);
        if (builder.Text("txMeta") is not null)
        {
            builder.Warn("txMeta", "is checked and kept nowhere: a transaction is found by its run, which has the request", "leave it out");
        }

        if (builder.Text("transmitChecker") is not null)
        {
            builder.Warn("transmitChecker", "has no effect: this node has no transmit checkers", "leave it out");
        }
    }

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override bool MaySuspend => true;

    /// <summary>The type.</summary>
    public static TaskType Type(IChainEndpoints chains) => new(
        "ethtx",
        ["from", "to", "data", "gasLimit", "txMeta", "minConfirmations", "failOnRevert", "transmitChecker", "evmChainID"],
        b => new EthTxTask(b, chains));

    /// <inheritdoc/>
    public override ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!_chain.TryGet(scope, out var chain, out var failure)
            || !_from.TryGet(scope, out var from, out failure)
            || !_to.TryGet(scope, out var to, out failure)
            || !_data.TryGet(scope, out var data, out failure)
            || !_gasLimit.TryGet(scope, out var gasLimit, out failure)
            || !_meta.TryGet(scope, out var meta, out failure)
            || !_minConfirmations.TryGet(scope, out var confirmations, out failure)
            || !_failOnRevert.TryGet(scope, out var failOnRevert, out failure))
        {
            return ValueTask.FromResult(failure);
        }

        var intent = new TxIntent(
            scope.Task.Name,
            chain.Id,
            from,
            to,
            data,
            gasLimit > 0 ? gasLimit : scope.Job.GasLimit ?? chain.Options.GasLimitDefault,
            confirmations ?? chain.Options.FinalityDepth,
            failOnRevert,
            meta);
        return scope.Effects.QueueTransactionAsync(intent, scope.Progress(), ct);
    }

    private static bool TrySenders(
        PipelineValue value, [MaybeNullWhen(false)] out IReadOnlyList<Address> senders, [NotNullWhen(false)] out string? problem)
    {
        senders = null;
        if (value is TextValue or BytesValue && ValueConversion.TryAddress(value, out var only, out _))
        {
            senders = [only];
            problem = null;
            return true;
        }

        if (!ValueConversion.TryList(value, out var list, out problem))
        {
            return false;
        }

        if (list.Items.Count > SendersMax)
        {
            problem = $"{list.Items.Count} addresses are beyond the limit SendersMax of {SendersMax}";
            return false;
        }

        var addresses = new Address[list.Items.Count];
        for (var i = 0; i < addresses.Length; i++)
        {
            if (!ValueConversion.TryAddress(list.Items[i], out addresses[i], out problem))
            {
                return false;
            }
        }

        senders = addresses;
        return true;
    }

    private static bool TryConfirmations(
        PipelineValue value, [MaybeNullWhen(false)] out int? confirmations, [NotNullWhen(false)] out string? problem)
    {
        confirmations = null;
        problem = null;
        if (value is NullValue or TextValue { Value: "" })
        {
            return true;
        }

        var isNumber = ValueConversion.TryInt32(value, out var number, out problem);
        confirmations = number;
        problem = isNumber && number < 0 ? $"found {Found.Value(value)}, accepted is a whole number from 0" : problem;
        return problem is null;
    }
}
