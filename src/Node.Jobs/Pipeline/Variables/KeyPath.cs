using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>What <c>$(a.b.0)</c> names: a task or a variable of the run, and a way into it.</summary>
internal sealed class KeyPath
{
    private readonly string _text;
    private readonly string[] _segments;
    private readonly int? _taskId;

    private KeyPath(string text, string[] segments, int? taskId)
    {
        _text = text;
        _segments = segments;
        _taskId = taskId;
    }

    /// <summary>Takes the path apart; the first segment is a task where <paramref name="findTask"/> knows one.</summary>
    /// <param name="text">The path, without <c>$(</c> and <c>)</c>.</param>
    /// <param name="findTask">The id of a task by its name.</param>
    /// <param name="path">The path.</param>
    /// <param name="problem">Why it is none, when false comes back.</param>
    public static bool TryParse(
        string text, Func<string, int?> findTask, [NotNullWhen(true)] out KeyPath? path, [NotNullWhen(false)] out string? problem)
    {
        var segments = text.Split('.');
        var empty = Array.IndexOf(segments, "");
        path = empty < 0 ? new KeyPath(text, segments, findTask(segments[0])) : null;
        problem = empty < 0
            ? null
            : $"part {empty + 1} of the path {Found.Quote(text)} is empty; accepted are names and positions with points between";
        return path is not null;
    }

    /// <summary>What it leads to: a value, or the error of the task that it names. Otherwise a problem.</summary>
    public bool TryResolve(TaskScope scope, out TaskResult result, [NotNullWhen(false)] out string? problem)
    {
        result = _taskId is { } id
            ? scope.ResultOf(id) : scope.Variable(_segments[0]) is { } variable ? TaskResult.Ok(variable) : default;
        problem = null;
        if (result.IsError && _segments.Length == 1)
        {
            return true;
        }

        if (result.Value is not { } value)
        {
            problem = result.IsError
                ? $"$({_text}) cannot be read, because task {_segments[0]} failed"
                : $"$({_text}) is not there: neither a task nor a variable of the run is named {Found.Quote(_segments[0])}";
            return false;
        }

        for (var i = 1; i < _segments.Length; i++)
        {
            if (!TryStep(value, _segments[i], out value, out var why))
            {
                problem = $"$({_text}) is not there: {why} (part {i + 1} of the path)";
                return false;
            }
        }

        result = TaskResult.Ok(value);
        return true;
    }

    private static bool TryStep(
        PipelineValue value, string segment, [NotNullWhen(true)] out PipelineValue? next, [NotNullWhen(false)] out string? problem)
    {
        next = null;
        problem = null;
        switch (value)
        {
            case MapValue map:
                problem = map.TryGet(segment, out next) ? null : $"the map has no member {Found.Quote(segment)}";
                break;
            case ListValue list:
                if (!int.TryParse(segment, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
                {
                    problem = $"{Found.Quote(segment)} is not a position in a list";
                }
                else if (index < 0 || index >= list.Items.Count)
                {
                    problem = $"position {index} is outside a list of {list.Items.Count}";
                }
                else
                {
                    next = list.Items[index];
                }

                break;
            default:
                problem = $"{Found.Value(value)} has no parts";
                break;
        }

        return next is not null;
    }
}
