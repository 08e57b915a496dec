using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Node.Core.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>
/// <c>v1sleep</c>: waits until an instant. The run leaves its lane for that time and goes on afterwards, also after a restart: the instant, not
/// a duration, is what it waits for. Where nothing is stored, as in a dry run, it waits in its place.
/// </summary>
internal sealed class V1SleepTask(Param<DateTimeOffset> until) : PipelineTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("v1sleep", ["until"], static b => new V1SleepTask(
        b.Required<DateTimeOffset>("until", ParamSources.Variable | ParamSources.Literal, TryInstant)));

    /// <inheritdoc/>
    public override bool MaySuspend => true;

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        if (!until.TryGet(scope, out var instant, out var failure))
        {
            return failure;
        }

        if (instant > scope.Time.GetUtcNow()
            && await scope.Effects.SleepAsync(new SleepIntent(scope.Task.Name, instant), scope.Progress(), ct) is { } result)
        {
            return result;
        }

        for (var left = instant - scope.Time.GetUtcNow(); left > TimeSpan.Zero; left = instant - scope.Time.GetUtcNow())
        {
            await Task.Delay(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1), scope.Time, ct);
        }

        return TaskResult.Ok(PipelineValue.Null);
    }

    /// <summary>An instant as the older generation writes it: RFC 3339, or seconds since 1970.</summary>
    internal static bool TryInstant(PipelineValue value, [MaybeNullWhen(false)] out DateTimeOffset instant, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        var text = V1Data.TextOf(value) ?? "";
        if (Instants.TryParse(text, out instant))
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        problem = $"found {Found.Value(value)}, accepted are an instant such as 2026-01-31T12:00:00Z and seconds since 1970";
        return false;
    }
}
