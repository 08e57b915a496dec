using System.Diagnostics.CodeAnalysis;
using Node.Core.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>The attributes of a <c>bridge</c> task.</summary>
internal sealed class BridgeParams
{
    /// <summary>The longest <c>cacheTTL</c>; a longer one counts as this. Default: 30 minutes.</summary>
    public static readonly TimeSpan CacheTtlMax = TimeSpan.FromMinutes(30);

    /// <summary>What may stand in such a task.</summary>
    public static readonly string[] Attributes = ["name", "requestData", "includeInputAtKey", "async", "cacheTTL", "headers"];

    public BridgeParams(TaskBuilder builder, IBridges bridges)
    {
        Name = ReadName(builder, bridges.Names);
        RequestData = builder.Optional<MapValue?>("requestData", ParamSources.Variable | ParamSources.Json, HttpBody.TryData, null);
        InputKey = builder.Verbatim("includeInputAtKey");
        IsAsync = ReadAsync(builder);
        CacheTtl = ReadTtl(builder, bridges.CacheTtl);
        Headers = builder.Optional<IReadOnlyList<KeyValuePair<string, string>>>("headers", ParamSources.Literal, HttpHeaders.TryHeaders, []);
    }

    /// <summary>The bridge, lower case.</summary>
    public Param<string> Name { get; }

    /// <summary>The name when it is one; null when it is at fault.</summary>
    public string? KnownName { get; private set; }

    /// <summary>What is asked.</summary>
    public Param<MapValue?> RequestData { get; }

    /// <summary>Under which key the first input is sent; null: it is not.</summary>
    public string? InputKey { get; }

    /// <summary>Whether the adapter may answer later.</summary>
    public bool IsAsync { get; }

    /// <summary>How old an answer may be that stands in for a failure; zero: none does.</summary>
    public Param<TimeSpan> CacheTtl { get; }

    /// <summary>Headers.</summary>
    public Param<IReadOnlyList<KeyValuePair<string, string>>> Headers { get; }

    private static bool TryName(PipelineValue value, [MaybeNullWhen(false)] out string name, [NotNullWhen(false)] out string? problem)
    {
        name = null;
        return ValueConversion.TryText(value, out var text, out problem) && BridgeNames.TryRead(text, out name, out problem);
    }

    private Param<string> ReadName(TaskBuilder builder, IReadOnlyCollection<string>? known)
    {
        var given = builder.Required<string>("name", ParamSources.Literal, TryName);
        if (!given.IsConstant || !BridgeNames.TryRead(builder.Text("name") ?? "", out var name, out _))
        {
            return given;
        }

        if (known is not null && !known.Contains(name))
        {
            return builder.Refuse<string>("name", $"there is no bridge {Found.Quote(name)} on this node", BridgeNames.Advice(name, known));
        }

        KnownName = name;
        return given;
    }

    private static bool ReadAsync(TaskBuilder builder)
    {
        var text = builder.Verbatim("async");
        if (text is not null and not "true" && ValueConversion.ReadBool(text.Trim()) is not false)
        {
            builder.Warn("async", $"is {Found.Quote(text)} and only the text true counts: the answer is not waited for", "write async=true or leave it out");
        }

        return text == "true";
    }

    private static Param<TimeSpan> ReadTtl(TaskBuilder builder, TimeSpan usual)
    {
        var ttl = builder.Optional<TimeSpan>("cacheTTL", ParamSources.Literal, TryTtl, usual < CacheTtlMax ? usual : CacheTtlMax);
        if (builder.Text("cacheTTL") is { } text && GoDuration.TryParse(text, out var span) && span > CacheTtlMax)
        {
            builder.Warn(
                "cacheTTL",
                $"is {Found.Quote(text)}, beyond the limit CacheTtlMax of {GoDuration.Format(CacheTtlMax)}, which counts instead",
                "write at most 30m");
        }
        else if (ttl.IsConstant && builder.Text("cacheTTL") is { } given && GoDuration.TryParse(given, out var age) && age.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            builder.Warn(
                "cacheTTL",
                $"is {Found.Quote(given)}, of which only the {(long)age.TotalSeconds} whole seconds count{(age < TimeSpan.FromSeconds(1) ? ": no answer is kept" : "")}",
                "write whole seconds");
        }

        return ttl;
    }

    private static bool TryTtl(PipelineValue value, out TimeSpan ttl, [NotNullWhen(false)] out string? problem)
    {
        ttl = default;
        if (!ValueConversion.TryText(value, out var text, out problem))
        {
            return false;
        }

        var isDuration = GoDuration.TryParse(text, out ttl) && ttl >= TimeSpan.Zero;
        problem = isDuration ? null : $"found {Found.Value(value)}, accepted is {GoDuration.Accepted}";
        ttl = ttl > CacheTtlMax ? CacheTtlMax : TimeSpan.FromSeconds(Math.Floor(ttl.TotalSeconds));
        return isDuration;
    }
}
