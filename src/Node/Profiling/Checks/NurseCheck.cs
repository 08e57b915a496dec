namespace Node.Profiling.Checks;

/// <summary>One check of the nurse and what is known of it. A call that was given up keeps it from being called again until it returns.</summary>
/// <param name="reason">What is wrong when it trips.</param>
/// <param name="look">What was measured when something is wrong; null when all is well.</param>
/// <param name="afterGathering">Begins what it measures anew, since a gathering disturbed it; null when none can.</param>
internal sealed class NurseCheck(string reason, Func<IReadOnlyDictionary<string, string>?> look, Action? afterGathering)
{
    /// <summary>How many measured values are taken of a check.</summary>
    public const int MetaReadMax = 10_000;

    private volatile bool _isCalled;

    /// <summary>What is wrong when it trips.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether a gathering disturbs what it measures.</summary>
    public bool CanBeDisturbed => afterGathering is not null;

    /// <summary>Whether its last call threw.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether a call of it was given up and has not been followed by one that returned in time.</summary>
    public bool IsHanging { get; set; }

    /// <summary>When it last led to a gathering, as a timestamp of the clock; null for never.</summary>
    public long? GatheredAt { get; set; }

    /// <summary>Takes the right to call it.</summary>
    /// <returns>False while an earlier call has not returned.</returns>
    public bool TryEnter()
    {
        if (_isCalled)
        {
            return false;
        }

        _isCalled = true;
        return true;
    }

    /// <summary>Calls it, after <see cref="TryEnter"/>. It is the last frame of foreign code: whatever is thrown is an answer.</summary>
    /// <param name="isDisturbed">Whether a gathering ran since the last call: then what can be disturbed is begun anew and all is well.</param>
    public NurseAnswer Ask(bool isDisturbed)
    {
        try
        {
            if (isDisturbed && afterGathering is not null)
            {
                afterGathering();
                return NurseAnswer.Well;
            }

            // Copied here: reading it may throw or hang like the call itself.
            return look() is { } meta ? new NurseAnswer(meta.Take(MetaReadMax).ToDictionary(StringComparer.Ordinal), null) : NurseAnswer.Well;
        }
        catch (Exception e)
        {
            return new NurseAnswer(null, e);
        }
        finally
        {
            _isCalled = false;
        }
    }
}
