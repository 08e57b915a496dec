using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Runs;

/// <summary>A reason for one run. <c>(JobId, Key)</c> is unique for ever: a second delivery is not a second run.</summary>
/// <param name="JobId">The job to run.</param>
/// <param name="Kind">What fired, one of <see cref="TriggerKind"/>.</param>
/// <param name="Key">
/// Names this firing among all of the job: a scheduled instant, chain, contract and request id, an idempotency key.
/// 1 to <see cref="KeyCharsMax"/> printable ASCII characters.
/// </param>
/// <param name="Vars">The run's first variables: a map, usually with <c>jobRun</c>.</param>
public sealed record Trigger(long JobId, string Kind, string Key, PipelineValue Vars)
{
    /// <summary>The longest key.</summary>
    public const int KeyCharsMax = 200;

    /// <summary>The version of the job that is to run. Default, null: the one it has when the trigger is accepted.</summary>
    public int? JobVersion { get; init; }

    /// <summary>The finished run that this one tries again. Default, null: none.</summary>
    public long? RetryOf { get; init; }

    /// <summary>Whether <paramref name="key"/> may be a key.</summary>
    public static bool IsKey(string key) => key.Length is > 0 and <= KeyCharsMax && key.All(c => c is > ' ' and <= '~');
}
