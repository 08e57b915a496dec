using System.Globalization;
using Node.Auditing;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Profiling.Checks;
using Node.Profiling.Pprof;
using Node.Profiling.Vitals;

namespace Node.Http.Api;

/// <summary>
/// <c>/debug/pprof/…</c> and, as the field has it, <c>/v2/debug/pprof/…</c>: profiles of the running process, under the paths that the tools of
/// the field ask for; admins only.
/// </summary>
internal static class PprofEndpoints
{
    private static readonly string[] Prefixes = ["/debug/pprof", "/v2/debug/pprof"];

    private static readonly TimeSpan DurationDefault = TimeSpan.FromSeconds(10);

    private static readonly IReadOnlyList<(string Path, Vital Vital, TimeSpan Default, string Says)> Profiles =
    [
        ("profile", Vital.Cpu, TimeSpan.FromSeconds(30), "where threads run"),
        ("allocs", Vital.Allocs, DurationDefault, "where memory is allocated"),
        ("heap", Vital.Heap, TimeSpan.Zero, "what lives on the heap, by type; the node stands still while it is listed"),
        ("goroutine", Vital.Goroutine, TimeSpan.FromMilliseconds(200), "where each thread is"),
        ("mutex", Vital.Mutex, DurationDefault, "where threads wait for locks"),
        ("block", Vital.Block, DurationDefault, "where threads wait for other things"),
        ("trace", Vital.Trace, TimeSpan.FromSeconds(1), "what the runtime says of itself, as .nettrace"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Looking a name up is no act, though the field's tools post it.
        var (look, act, none) = (new RoutePolicy(Role.Admin), new RoutePolicy(Role.Admin) { Act = AuditActs.ProfileTaken }, new RoutePolicy(Role.Admin) { Act = AuditActs.None });
        foreach (var prefix in Prefixes)
        {
            var group = routes.MapGroup(prefix);
            group.MapGet("/", () => Index(prefix)).WithMetadata(look);
            group.MapGet("/vitals", AllAsync).WithMetadata(act);
            group.MapGet("/cmdline", () => Results.Text(CommandLine.Show(Environment.GetCommandLineArgs()))).WithMetadata(look);
            group.MapMethods("/symbol", [HttpMethods.Get, HttpMethods.Post], Symbols).WithMetadata(none);
            group.MapGet("/threadcreate", Threads).WithMetadata(look);
            foreach (var (path, vital, duration, _) in Profiles)
            {
                group.MapGet($"/{path}", (HttpRequest request, VitalsOnDemand vitals, CancellationToken cancellationToken) =>
                    OneAsync(request, vital, duration, vitals, cancellationToken)).WithMetadata(act);
            }
        }
    }

    private static IResult Index(string prefix) => Results.Text(
        string.Concat(Profiles.Select(profile => $"{prefix}/{profile.Path}?seconds=N  {profile.Says}\n"))
        + $"{prefix}/vitals?seconds=N&vitals=A,B  several side by side, with the raw traces, as .zip; there are {string.Join(", ", VitalNames.All.Select(VitalNames.Of))}\n"
        + $"{prefix}/threadcreate  how many threads there are; the runtime does not keep who made them\n"
        + $"{prefix}/cmdline  the command line without the values of arguments\n"
        + $"{prefix}/symbol  knows no addresses: profiles have the names in them\n");

    // How a tool hears that it need not ask: what it looks up by address is in the profiles already.
    private static IResult Symbols() => Results.Text("num_symbols: 0\n");

    private static IResult Threads(TimeProvider time)
    {
        var profile = new PprofProfile([new SampleType("threadcreate", "count")]);
        profile.Add([new Frame("(the runtime does not keep who made a thread)")], [OsThreads.Count()]);
        return Results.File(profile.ToGzip(time.GetUtcNow(), TimeSpan.Zero), "application/octet-stream", "threadcreate.pb.gz");
    }

    private static async Task<IResult> OneAsync(HttpRequest request, Vital vital, TimeSpan duration, VitalsOnDemand vitals, CancellationToken cancellationToken)
    {
        if (SecondsProblem(request, ref duration) is { } problem)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem);
        }

        return await AnswerAsync(
            () => vitals.GatherAsync(new HashSet<Vital> { vital }, duration, withRaw: false, cancellationToken),
            (files, missing) => files.Count == 0
                ? JsonApi.Error(StatusCodes.Status503ServiceUnavailable, missing)
                : Results.File(files[0].Content, "application/octet-stream", files[0].Name));
    }

    private static async Task<IResult> AllAsync(HttpRequest request, VitalsOnDemand vitals, CancellationToken cancellationToken)
    {
        var duration = DurationDefault;
        var wanted = VitalNames.All;
        var problem = SecondsProblem(request, ref duration);
        if (problem is null && request.Query["vitals"].ToString() is { Length: > 0 } names)
        {
            problem = VitalNames.TryRead(names, out wanted) is { } wrong ? $"vitals {wrong}" : null;
        }

        return problem is not null
            ? JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem)
            : await AnswerAsync(
                () => vitals.GatherAsync(wanted, duration, withRaw: true, cancellationToken),
                (files, missing) => Results.File(VitalsOnDemand.Zip(files, missing), "application/zip", "vitals.zip"));
    }

    private static async Task<IResult> AnswerAsync(
        Func<Task<(IReadOnlyList<VitalsFile> Files, IReadOnlyList<string> Missing)?>> gather, Func<IReadOnlyList<VitalsFile>, IReadOnlyList<string>, IResult> answer)
    {
        try
        {
            return await gather() is var (files, missing)
                ? answer(files, missing)
                : JsonApi.Error(StatusCodes.Status409Conflict, "profiles are being gathered already; try again in a minute");
        }
        catch (VitalsException e)
        {
            return JsonApi.Error(StatusCodes.Status503ServiceUnavailable, $"{e.Message}. {e.Advice}");
        }
    }

    private static string? SecondsProblem(HttpRequest request, ref TimeSpan duration)
    {
        var text = request.Query["seconds"].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds <= 0 || seconds > VitalsOnDemand.DurationMax.TotalSeconds)
        {
            return $"seconds must be a number above 0, up to {VitalsOnDemand.DurationMax.TotalSeconds:0}";
        }

        duration = TimeSpan.FromSeconds(seconds);
        return null;
    }
}
