using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks.Abi;
using Node.Jobs.Pipeline.Tasks.Io;
using Node.Jobs.Pipeline.Tasks.Numbers;
using Node.Jobs.Pipeline.Tasks.Parsing;
using Node.Jobs.Pipeline.Tasks.Testing;
using Node.Jobs.Pipeline.Tasks.Text;
using Node.Jobs.Pipeline.Tasks.V1;
using Node.Jobs.Pipeline.Tasks.Vrf;

namespace Node.Jobs.Pipeline.Tasks;

/// <summary>The task types of this node.</summary>
public static class StandardTasks
{
    private static readonly TaskType[] Computing =
    [
        JsonParseTask.Type, CborParseTask.Type, LookupTask.Type, MergeTask.Type, MemoTask.Type, AnyTask.Type,
        MultiplyTask.Type, DivideTask.Type, SumTask.Type, MeanTask.Type, MedianTask.Type, ModeTask.Type,
        LessThanTask.Type, ConditionalTask.Type,
        LengthTask.Type, LowercaseTask.Type, UppercaseTask.Type, HexEncodeTask.Type, HexDecodeTask.Type,
        Base64EncodeTask.Type, Base64DecodeTask.Type,
        EthAbiEncodeTask.Type, EthAbiEncode2Task.Type, EthAbiDecodeTask.Type, EthAbiDecodeLogTask.Type,
        V1RequestTask.Type, V1Task.Type, V1SleepTask.Type, V1PendingTask.Type,
    ];

    private static readonly TaskType[] ForTests = [FailTask.Type, PanicTask.Type];

    private static readonly Dictionary<string, string> NotRun = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fail"] = "remove the task; it is for tests and case files",
        ["panic"] = "remove the task; it is for tests and case files",
    };

    /// <summary>The registry for specs.</summary>
    public static TaskRegistry CreateRegistry(TaskServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new TaskRegistry([.. Computing, .. Reaching(services)], NotRun);
    }

    /// <summary>The registry for tests and case files: it has <c>fail</c> and <c>panic</c> too.</summary>
    public static TaskRegistry CreateTestRegistry(TaskServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new TaskRegistry([.. Computing, .. Reaching(services), .. ForTests], NotRun);
    }

    /// <summary>The types that need nothing from outside, with those for tests.</summary>
    internal static IReadOnlyList<TaskType> ComputingForTests => [.. Computing, .. ForTests];

    private static TaskType[] Reaching(TaskServices services) =>
    [
        HttpTask.Type(services.Http),
        BridgeTask.Type(services.Bridges),
        EthCallTask.Type(services.Chains),
        EthTxTask.Type(services.Chains),
        EstimateGasLimitTask.Type(services.Chains),
        EthGetBlockTask.Type(services.Chains),
        .. VrfTask.Types(services.VrfKeys),
    ];
}
