namespace Node.Jobs.Scheduling;

/// <summary>The values that one field of a cron expression accepts.</summary>
/// <param name="Bits">Bit n stands for the value n.</param>
/// <param name="IsRestricted">False when the field says <c>*</c> or <c>?</c>: it then leaves the choice of days to the other day field.</param>
internal readonly record struct CronField(ulong Bits, bool IsRestricted)
{
    public bool Contains(int value) => ((Bits >> value) & 1) != 0;
}
