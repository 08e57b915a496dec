using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>A parameter of a task. Which source its attribute means is decided when the pipeline is compiled; constants are
/// converted then.</summary>
/// <typeparam name="T">What the task works with.</typeparam>
internal sealed class Param<T>
{
    private readonly JsonTemplate? _template;
    private readonly ParamConversion<T>? _conversion;
    private readonly T? _constant;
    private readonly string? _broken;
    private readonly Kind _kind;

    private Param(Kind kind, string name, JsonTemplate? template, ParamConversion<T>? conversion, T? constant, string? broken)
    {
        _kind = kind;
        Name = name;
        _template = template;
        _conversion = conversion;
        _constant = constant;
        _broken = broken;
    }

    private enum Kind
    {
        Constant,
        Template,
        Input,
        Broken,
    }

    /// <summary>The attribute.</summary>
    public string Name { get; }

    /// <summary>Whether it is the same in every run.</summary>
    public bool IsConstant => _kind == Kind.Constant;

    /// <summary>The same value in every run.</summary>
    public static Param<T> Of(string name, T constant) => new(Kind.Constant, name, null, null, constant, null);

    /// <summary>A value that depends on the run.</summary>
    public static Param<T> Of(string name, JsonTemplate template, ParamConversion<T> conversion) =>
        new(Kind.Template, name, template, conversion, default, null);

    /// <summary>The value of the first input.</summary>
    public static Param<T> OfInput(string name, ParamConversion<T> conversion) =>
        new(Kind.Input, name, null, conversion, default, null);

    /// <summary>A parameter that fails every run.</summary>
    public static Param<T> Broken(string name, string problem) => new(Kind.Broken, name, null, null, default, problem);

    /// <summary>The value for this run; otherwise the error of the task.</summary>
    public bool TryGet(TaskScope scope, [MaybeNullWhen(false)] out T value, out TaskResult failure)
    {
        failure = default;
        value = _constant!;
        if (_kind == Kind.Constant)
        {
            return true;
        }

        var problem = _broken;
        PipelineValue? raw = null;
        if (_kind == Kind.Input)
        {
            var input = scope.Input(0);
            raw = input.Value;
            problem = input.Error is { } error ? $"the input failed: {Found.Quote(error.Message)}" : null;
        }
        else if (_kind == Kind.Template)
        {
            _template!.TryFill(scope, out raw, out problem);
        }

        if (problem is null && raw is not null && _conversion!(raw, out value, out problem))
        {
            return true;
        }

        failure = scope.FailAttribute(Name, problem ?? "has no value");
        return false;
    }
}
