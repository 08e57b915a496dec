using Node.Commands.Recordings;
using Node.Composition;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Commands.Cases;

/// <summary>Runs cases. Nobody is asked: what a case needs of the outside it has from a recording.</summary>
internal sealed class CaseRunner(NodeOptions options, Terminal terminal)
{
    private readonly TaskRegistry _offline = StandardTasks.CreateTestRegistry(new TaskServices(NoHttp.Instance, new NoChains()));

    /// <summary>Runs one.</summary>
    /// <param name="item">The case.</param>
    /// <param name="folder">The folder of its file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">A file that it names cannot be read.</exception>
    /// <exception cref="FormatException">The recording that it names is none.</exception>
    public async Task<CaseAnswer> RunAsync(Case item, string folder, CancellationToken cancellationToken)
    {
        var recording = item.Replay is { } replay ? await Recording.ReadAsync(Path.Combine(folder, replay), cancellationToken) : null;
        await using var outside = recording is null ? DryRunOutside.None(terminal) : DryRunOutside.Replayed(options, terminal, recording);
        var tasks = recording is null ? _offline : StandardTasks.CreateTestRegistry(outside.Services);
        if (item.Spec is { } path)
        {
            var check = OfflineSpecs.Checker(options, tasks).Check(await SpecFile.ReadAsync(Path.Combine(folder, path), cancellationToken));
            return check.Spec is { } spec
                ? CaseAnswer.Of(await DryRun.OfAsync(spec, item.Vars, outside, options, cancellationToken))
                : CaseAnswer.Refused(string.Join("; ", check.Faults.Where(fault => !fault.IsWarning)));
        }

        // As in a case of the field: only a text without meaning is refused, a faulty parameter fails its task.
        var compiled = PipelineCompiler.Compile(item.Source!, tasks);
        return compiled.Pipeline is { } pipeline
            ? CaseAnswer.Of(await DryRun.OfAsync(pipeline, new JobFacts(), item.Vars, outside, options, cancellationToken))
            : CaseAnswer.Refused(string.Join("; ", compiled.Faults.Where(fault => !fault.IsWarning)));
    }
}
