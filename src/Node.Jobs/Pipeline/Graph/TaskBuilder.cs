using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>Makes one task: turns its attributes into parameters and reports those that cannot work.</summary>
internal sealed class TaskBuilder(
    DotNode node, TaskType type, TaskAttributes attributes, DotFaults faults, Func<string, int?> findTask, int inputCount, bool isAlone)
{
    private const string ValueCode = "task.attribute-value";
    private const string MissingCode = "task.missing-attribute";

    /// <summary>How many inputs the task has.</summary>
    public int InputCount => inputCount;

    /// <summary>Makes the task; one with the wrong number of inputs fails every run.</summary>
    public PipelineTask Build()
    {
        var task = type.Create(this);
        if (inputCount >= type.InputsMin && inputCount <= (type.InputsMax ?? int.MaxValue))
        {
            return task;
        }

        var accepted = type.InputsMax is { } most ? $"{type.InputsMin} to {most}" : $"at least {type.InputsMin}";
        var problem = $"a task of type {type.Name} has {inputCount} inputs; accepted are {accepted}";
        faults.Add(node.Position, "task.inputs", $"task {Found.Quote(node.Name)}: {problem}", "change the edges that lead to it");
        return new BrokenTask(problem);
    }

    /// <summary>The text of an attribute that takes no variables, trimmed; null when it is not given or blank.</summary>
    public string? Text(string name) => attributes.Find(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The text of an attribute exactly as written; null when it is not given or empty.</summary>
    public string? Verbatim(string name) => attributes.Find(name)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>A parameter that must have a value.</summary>
    public Param<T> Required<T>(string name, ParamSources sources, ParamConversion<T> conversion) =>
        Find(name, sources, conversion) ?? Missing<T>(name, sources);

    /// <summary>A parameter that has a value of its own when none is given.</summary>
    public Param<T> Optional<T>(string name, ParamSources sources, ParamConversion<T> conversion, T fallback) =>
        Find(name, sources, conversion) ?? Param<T>.Of(name, fallback);

    /// <summary>The values of an aggregate: V, then a JSON list among whose items errors may be, then all inputs.</summary>
    public ValuesParam Values(string name)
    {
        if (attributes.Find(name) is not { } attribute || string.IsNullOrWhiteSpace(attribute.Value))
        {
            return ValuesParam.Inputs;
        }

        if (!ExpressionSyntax.TryWhole(attribute.Value, out _)
            && JsonTemplateParser.TryParse(attribute.Value, findTask, out var template, out _)
            && template is ListTemplate items)
        {
            return ValuesParam.Of(items);
        }

        return ValuesParam.Of(Required<ListValue>(name, ParamSources.Variable | ParamSources.Json, ValueConversion.TryList));
    }

    /// <summary>Warns about an attribute.</summary>
    public void Warn(string name, string problem, string fix) => faults.Warn(
        attributes.Find(name)?.ValueAt ?? node.Position, ValueCode, $"task {Found.Quote(node.Name)}: {name} {problem}", fix);

    /// <summary>Reports something else that is wrong with an attribute; the task fails every run.</summary>
    public Param<T> Refuse<T>(string name, string problem, string fix)
    {
        var at = attributes.Find(name)?.ValueAt ?? node.Position;
        faults.Add(at, ValueCode, $"task {Found.Quote(node.Name)}: {name}: {problem}", fix);
        return Param<T>.Broken(name, problem);
    }

    private Param<T>? Find<T>(string name, ParamSources sources, ParamConversion<T> conversion)
    {
        var text = attributes.Find(name)?.Value ?? "";
        if (sources.HasFlag(ParamSources.Variable) && ExpressionSyntax.TryWhole(text, out var path))
        {
            return KeyPath.TryParse(path, findTask, out var keyPath, out var problem)
                ? Param<T>.Of(name, new ExpressionTemplate(keyPath), conversion)
                : Refuse<T>(name, problem, "write  $(name.part)");
        }

        if (sources.HasFlag(ParamSources.Verbatim) && text.Length > 0)
        {
            return Constant(name, new TextValue(text), conversion);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return sources.HasFlag(ParamSources.Input) && inputCount > 0 ? Param<T>.OfInput(name, conversion) : null;
        }

        if (sources.HasFlag(ParamSources.Json))
        {
            return JsonTemplateParser.TryParse(text, findTask, out var template, out var problem)
                ? template.Constant is { } constant
                    ? Constant(name, constant, conversion) : Param<T>.Of(name, template, conversion)
                : Refuse<T>(name, "is not JSON: " + problem, "write strict JSON; $(name) stands for a value, without quotes around it");
        }

        if (sources.HasFlag(ParamSources.Literal))
        {
            return Constant(name, new TextValue(text.Trim()), conversion);
        }

        return sources.HasFlag(ParamSources.Input) && inputCount > 0
            ? WarnIgnored<T>(name, conversion)
            : Refuse<T>(name, $"found {Found.Quote(text)}", "accepted is a variable: $(name.part)");
    }

    private Param<T> WarnIgnored<T>(string name, ParamConversion<T> conversion)
    {
        Warn(name, "takes no literal; the input is used instead", "write a variable, $(name.part), or leave it out");
        return Param<T>.OfInput(name, conversion);
    }

    private Param<T> Constant<T>(string name, PipelineValue value, ParamConversion<T> conversion) =>
        conversion(value, out var converted, out var problem)
            ? Param<T>.Of(name, converted) : Refuse<T>(name, problem, "write what is accepted");

    private Param<T> Missing<T>(string name, ParamSources sources)
    {
        var problem = sources.HasFlag(ParamSources.Input)
            ? "is not given and there is no input to take" : "is required and not given";
        if (!node.IsDamaged)
        {
            var at = attributes.Find(name)?.ValueAt ?? node.Position;
            var fix = sources.HasFlag(ParamSources.Input) ? $"write {name}=… or draw an edge to the task" : $"write {name}=…";
            if (isAlone)
            {
                // Nothing of the job's work hangs on it, and the field accepts such specs.
                faults.Warn(at, MissingCode, $"task {Found.Quote(node.Name)}: {name} {problem}; it fails in every run, which is errored then", fix + " or remove the task");
            }
            else
            {
                faults.Add(at, MissingCode, $"task {Found.Quote(node.Name)}: {name} {problem}", fix);
            }
        }

        return Param<T>.Broken(name, problem);
    }
}
