using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>The values that an aggregate works on, among which errors may be: a list from a variable, a JSON list of expressions,
/// or all inputs.</summary>
internal sealed class ValuesParam
{
    private readonly ListTemplate? _items;
    private readonly Param<ListValue>? _list;

    private ValuesParam(ListTemplate? items, Param<ListValue>? list)
    {
        _items = items;
        _list = list;
    }

    /// <summary>All inputs.</summary>
    public static ValuesParam Inputs { get; } = new(null, null);

    /// <summary>A JSON list whose items may be tasks that failed.</summary>
    public static ValuesParam Of(ListTemplate items) => new(items, null);

    /// <summary>A list that is one value.</summary>
    public static ValuesParam Of(Param<ListValue> list) => new(null, list);

    /// <summary>The values and errors; otherwise the error of the task.</summary>
    public bool TryCollect(TaskScope scope, [NotNullWhen(true)] out TaskResult[]? values, out TaskResult failure)
    {
        failure = default;
        values = null;
        if (_list is not null)
        {
            if (!_list.TryGet(scope, out var list, out failure))
            {
                return false;
            }

            values = [.. list.Items.Select(TaskResult.Ok)];
            return true;
        }

        values = new TaskResult[_items?.Items.Count ?? scope.InputCount];
        for (var i = 0; i < values.Length; i++)
        {
            if (_items is null)
            {
                values[i] = scope.Input(i);
            }
            else if (!TryItem(scope, _items.Items[i], out values[i], out var problem))
            {
                failure = scope.FailAttribute("values", problem);
                return false;
            }
        }

        return true;
    }

    private static bool TryItem(
        TaskScope scope, JsonTemplate item, out TaskResult value, [NotNullWhen(false)] out string? problem)
    {
        if (item is ExpressionTemplate expression)
        {
            return expression.Path.TryResolve(scope, out value, out problem);
        }

        var filled = item.TryFill(scope, out var plain, out problem);
        value = filled ? TaskResult.Ok(plain!) : default;
        return filled;
    }
}
