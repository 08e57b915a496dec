using System.Collections.Frozen;
using System.Globalization;
using Node.Core.Text;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Specs.Lint;
using Node.Jobs.Specs.V1;

namespace Node.Jobs.Specs;

/// <summary>The one checker of job specs: the lint command and the create call both ask it, so that both say the same.</summary>
public sealed class SpecChecker(IEnumerable<IJobSpecReader> readers, TaskRegistry tasks, KnownChains chains)
{
    // Types of the field that this node does not run: named, so that a spec is not called mistyped.
    private static readonly string[] TypesNotRun =
    [
        "offchainreporting", "offchainreporting2", "bootstrap", "gateway", "fluxmonitor", "keeper", "vrf", "blockhashstore",
        "blockheaderfeeder", "legacygasstationserver", "legacygasstationsidecar",
    ];

    /// <summary>The longest spec, in characters.</summary>
    public const int CharsMax = SpecReader.CharsMax;

    /// <summary>The longest <c>name</c>, in characters.</summary>
    public const int NameCharsMax = 255;

    private readonly FrozenDictionary<string, IJobSpecReader> _types = readers.ToFrozenDictionary(type => type.TypeName, StringComparer.Ordinal);

    /// <summary>The types that can be run, in order.</summary>
    public IEnumerable<string> TypeNames => _types.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads, checks and compiles a spec.</summary>
    /// <param name="toml">The text.</param>
    /// <returns>All that is wrong, at once.</returns>
    public SpecCheck Check(string toml) => Check(toml, isStored: false);

    /// <summary>Reads a spec that was checked when it was stored: as <see cref="Check(string)"/>, but its pipeline is compiled when it is first run.</summary>
    /// <param name="toml">The text.</param>
    /// <returns>What does not fit this node any more, such as its chain.</returns>
    public SpecCheck CheckStored(string toml) => Check(toml, isStored: true);

    private SpecCheck Check(string toml, bool isStored)
    {
        ArgumentNullException.ThrowIfNull(toml);
        if (V1Conversion.IsV1(toml))
        {
            return CheckV1(toml, isStored);
        }

        List<SpecFault> faults = [];
        var table = SpecReader.Read(toml, faults);
        var spec = table is null ? null : Read(toml, table, faults, isStored);
        faults.Sort((a, b) => a.Line != b.Line ? a.Line.CompareTo(b.Line) : a.Column.CompareTo(b.Column));
        return new SpecCheck(faults.Exists(fault => !fault.IsWarning) ? null : spec, faults);
    }

    // A job of the JSON generation becomes TOML, and what is wrong with that is said of the place in the JSON that it comes from.
    private SpecCheck CheckV1(string json, bool isStored)
    {
        List<SpecFault> faults = [];
        if (V1Conversion.Convert(json, null, faults) is not { } toml)
        {
            return new SpecCheck(null, faults);
        }

        var check = Check(toml.Text, isStored);
        return new SpecCheck(check.Spec, [.. faults, .. check.Faults.Select(fault =>
            fault with { Line = toml.OriginOf(fault.Line).Line, Column = toml.OriginOf(fault.Line).Column })]);
    }

    private JobSpec? Read(string toml, SpecTable table, List<SpecFault> faults, bool isStored)
    {
        var fields = new SpecFields(table, faults);
        var type = ReadType(fields, out var isNotRun);
        if (isNotRun)
        {
            return null; // one clear fault: what else it says is for another node to judge
        }

        ReadVersion(fields);
        var name = KeysOfAllTypes.Name(fields);
        var externalId = KeysOfAllTypes.ExternalId(fields);
        var gasLimit = KeysOfAllTypes.GasLimit(fields);
        KeysOfAllTypes.DoubtForwarding(fields);
        var taskDuration = KeysOfAllTypes.TaskDuration(fields);
        var concurrent = fields.WholeNumber("maxConcurrentRuns", 1, 1000) ?? 1;
        var (startAt, endAt) = KeysOfAllTypes.Window(fields);
        var chain = ReadChain(fields);
        var source = fields.Field("observationSource");
        var typeSpec = type?.ReadSpec(fields);
        var pipeline = isStored ? null : ReadPipeline(fields, source, type?.TypeName ?? "", faults);
        if (type is null)
        {
            return null;
        }

        if (isStored)
        {
            return source?.Value is not string ? null : SpecOf(null);
        }

        fields.WarnOfUnread();
        return pipeline is null ? null : SpecOf(pipeline);

        JobSpec SpecOf(CompiledPipeline? compiled) => new()
        {
            Source = toml,
            TypeName = type.TypeName,
            Name = name,
            ExternalJobId = externalId,
            GasLimit = gasLimit is > 0 ? gasLimit : null,
            MaxTaskDuration = taskDuration > TimeSpan.Zero ? taskDuration : null,
            MaxConcurrentRuns = (int)concurrent,
            StartAt = startAt,
            EndAt = endAt,
            ChainId = chain,
            ObservationSource = (string)source!.Value,
            Pipeline = compiled!,
            Tasks = tasks,
            TypeSpec = typeSpec!,
        };
    }

    private IJobSpecReader? ReadType(SpecFields fields, out bool isNotRun)
    {
        isNotRun = false;
        var name = fields.Text("type");
        if (name is null)
        {
            if (!fields.Has("type"))
            {
                fields.Fault("type", SpecCodes.Missing, "is missing", $"write type = one of {string.Join(", ", TypeNames)}");
            }

            return null;
        }

        if (_types.TryGetValue(name, out var type))
        {
            return type;
        }

        var accepted = string.Join(", ", TypeNames);
        if (TypesNotRun.Contains(name, StringComparer.Ordinal))
        {
            isNotRun = true;
            fields.Fault("type", SpecCodes.JobType, $"\"{name}\" is a job type that this node does not run", $"this node runs {accepted}");
        }
        else
        {
            var close = Suggestion.For(name, _types.Keys);
            fields.Fault("type", SpecCodes.JobType, $"\"{Untrusted.Show(name)}\" is not a job type", close is null ? $"use one of {accepted}" : $"did you mean {close}?");
        }

        return null;
    }

    private static void ReadVersion(SpecFields fields)
    {
        if (!fields.Has("schemaVersion"))
        {
            fields.Fault("schemaVersion", SpecCodes.Missing, "is missing", "write schemaVersion = 1");
        }
        else if (fields.Field("schemaVersion")!.Value is not 1L)
        {
            fields.Fault("schemaVersion", SpecCodes.Value, "is not 1", "write schemaVersion = 1, the only one there is");
        }
    }

    private ChainId? ReadChain(SpecFields fields)
    {
        var field = fields.Field("evmChainID");
        if (field is null)
        {
            return chains.Default;
        }

        var text = field.Value is long number ? number.ToString(CultureInfo.InvariantCulture) : field.Value as string;
        if (!ChainId.TryParse(text, out var id))
        {
            fields.Fault("evmChainID", SpecCodes.Value, "is not a chain id", "write a whole number");
            return null;
        }

        if (!chains.Contains(id))
        {
            var configured = chains.Ids is { Count: > 0 } ids ? $"one of {string.Join(", ", ids)}" : "no chain is configured";
            fields.Fault("evmChainID", SpecCodes.Chain, $"names chain {id}, which this node is not configured for", $"configure it under Chains, or use {configured}");
        }

        return id;
    }

    private CompiledPipeline? ReadPipeline(SpecFields fields, SpecField? field, string typeName, List<SpecFault> faults)
    {
        if (field is null)
        {
            fields.Fault("observationSource", SpecCodes.Missing, "is missing: the job has no pipeline", "write observationSource = \"\"\" … \"\"\" with the tasks");
            return null;
        }

        if (fields.Text("observationSource") is not { } source)
        {
            return null;
        }

        var compiled = PipelineCompiler.Compile(source, tasks);
        var found = compiled.Pipeline is null ? [] : LintRules.Check(typeName, source, tasks);
        foreach (var fault in compiled.Faults.Concat(found))
        {
            var place = field.PlaceOf(fault.Line, fault.Column);
            faults.Add(fault with { Line = place.Line, Column = place.Column });
        }

        return compiled.Pipeline;
    }
}
