using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Node.Core.Storage;

namespace Node.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage =
        """
        use: dotnet run -c Release --project bench/Node.Benchmarks -- [pipeline|runs|http|retention|start|many-jobs|latency|schedules|signatures|nurse|all] [options]
          --engine sqlite|postgres  runs, http, retention: only this engine (default: both)
          --count N     runs, nurse: runs per round (40,000); retention: stored runs (1,000,000); latency: requests (200); pipeline: executions per round (20,000); schedules: schedules (10,000);
                        signatures: calls per round (1,000; VRF proofs a tenth)
          --rounds N    runs, http, pipeline, signatures, nurse: rounds (5); start, many-jobs: restarts (5)
          --jobs N      runs: jobs (64); start, many-jobs: stored jobs (1,000)
          --program F   http, many-jobs: the published node (default: the built one)
          --callers N   runs: callers, each waiting for its acknowledgement (512); http: callers (32); retention: callers (16)
          --pipeline P  http: only the pipeline "small" (2 tasks) or "price" (10 tasks)
          --idle N      start, many-jobs: seconds until memory is read again (start: 60, many-jobs: 600)
          --json        one line of JSON per figure
        """;

    private static readonly string[] All = ["pipeline", "runs", "http", "retention", "start", "many-jobs", "latency", "schedules", "signatures", "nurse"];

    public IReadOnlyList<string> Benchmarks { get; init; } = All;

    public IReadOnlyList<EngineKind> Engines { get; init; } = [EngineKind.Sqlite, EngineKind.Postgres];

    public int? Count { get; init; }

    public int Rounds { get; init; } = 5;

    public int? Jobs { get; init; }

    public int Callers => CallersAsked ?? 512;

    public int? CallersAsked { get; init; }

    public int? Idle { get; init; }

    public bool Json { get; init; }

    public string? Program { get; init; }

    public string? Pipeline { get; init; }

    /// <summary>Reads the command line.</summary>
    public static bool TryRead(string[] args, [NotNullWhen(true)] out BenchmarkOptions? options, [NotNullWhen(false)] out string? problem)
    {
        var read = new BenchmarkOptions();
        List<string> named = [];
        options = null;
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (arg == "--json")
            {
                read = read with { Json = true };
                continue;
            }

            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                named.Add(arg);
                continue;
            }

            if (++i == args.Length || Set(read, arg, args[i]) is not { } changed)
            {
                problem = $"cannot read {arg} {(i < args.Length ? args[i] : "")}";
                return false;
            }

            read = changed;
        }

        if (named.Find(name => name != "all" && !All.Contains(name)) is { } unknown)
        {
            problem = $"there is no benchmark {unknown}";
            return false;
        }

        options = named.Count == 0 || named.Contains("all") ? read : read with { Benchmarks = named };
        problem = null;
        return true;
    }

    private static BenchmarkOptions? Set(BenchmarkOptions options, string name, string value)
    {
        if (name == "--program")
        {
            return options with { Program = Path.GetFullPath(value) };
        }

        if (name == "--pipeline")
        {
            return value is "small" or "price" ? options with { Pipeline = value } : null;
        }

        if (name == "--engine")
        {
            return Enum.TryParse<EngineKind>(value, ignoreCase: true, out var engine) ? options with { Engines = [engine] } : null;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return name switch
        {
            "--idle" => options with { Idle = number },
            "--count" when number > 0 => options with { Count = number },
            "--rounds" when number > 0 => options with { Rounds = number },
            "--jobs" when number > 0 => options with { Jobs = number },
            "--callers" when number > 0 => options with { CallersAsked = number },
            _ => null,
        };
    }
}
