using Node.Core.Randomness;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Model;

/// <summary>What a task sees of the run while it works.</summary>
internal readonly struct TaskScope(IRunInProgress run, CompiledTask task, TaskTrace? trace)
{
    /// <summary>The task.</summary>
    public CompiledTask Task => task;

    /// <summary>The run.</summary>
    public long RunId => run.Context.RunId;

    /// <summary>The job.</summary>
    public JobFacts Job => run.Context.Job;

    /// <summary>The clock.</summary>
    public TimeProvider Time => run.Context.Time;

    /// <summary>Randomness.</summary>
    public IRandomSource Random => run.Context.Random;

    /// <summary>What the run may do to the world.</summary>
    public IRunEffects Effects => run.Context.Effects;

    /// <summary>How many inputs there are.</summary>
    public int InputCount => task.Inputs.Count;

    /// <summary>An input; it is final.</summary>
    public TaskResult Input(int position) => run.ResultOf(task.Inputs[position].Id);

    /// <summary>The result of a task that comes before this one.</summary>
    public TaskResult ResultOf(int taskId) => run.ResultOf(taskId);

    /// <summary>A variable the run began with; null when there is none of that name.</summary>
    public PipelineValue? Variable(string name) => run.Context.Variables.TryGet(name, out var value) ? value : null;

    /// <summary>The results so far, for an effect.</summary>
    public RunProgress Progress() => run.Progress();

    /// <summary>Records an exchange with the outside.</summary>
    public void Note(OutsideNote note) => trace?.Add(note);

    /// <summary>An error of this task that would come again.</summary>
    public TaskResult Fail(string problem) => Fail(TaskErrorKind.Permanent, problem);

    /// <summary>An error of this task.</summary>
    public TaskResult Fail(TaskErrorKind kind, string problem) => TaskResult.Fail(kind, $"{task.Name} ({task.Type}): {problem}");

    /// <summary>An error about one of its attributes.</summary>
    public TaskResult FailAttribute(string attribute, string problem) => Fail($"{attribute}: {problem}");
}
