using System.Globalization;
using Node.Http.Auth;
using Node.Http.Shapes;
using Node.Profiling.Vitals;

namespace Node.Http.Api;

/// <summary><c>/debug/pprof/…</c>: profiles of the running process, under the paths that the tools of the field ask for; admins only.</summary>
internal static class PprofEndpoints
{
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
        routes.MapGet("/debug/pprof", Index).WithMetadata(new RoutePolicy(Role.Admin));
        routes.MapGet("/debug/pprof/vitals", AllAsync).WithMetadata(new RoutePolicy(Role.Admin));
        foreach (var (path, vital, duration, _) in Profiles)
        {
            routes.MapGet($"/debug/pprof/{path}", (HttpRequest request, VitalsOnDemand vitals, CancellationToken cancellationToken) =>
                OneAsync(request, vital, duration, vitals, cancellationToken)).WithMetadata(new RoutePolicy(Role.Admin));
        }
    }

    private static IResult Index() => Results.Text(
        string.Concat(Profiles.Select(profile => $"/debug/pprof/{profile.Path}?seconds=N  {profile.Says}\n"))
        + $"/debug/pprof/vitals?seconds=N&vitals=A,B  several side by side, with the raw traces, as .zip; there are {string.Join(", ", VitalNames.All.Select(VitalNames.Of))}\n");

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
