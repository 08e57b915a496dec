using Node.Core.Services;
using Node.Core.Text;

namespace Node.Auditing;

/// <summary>The audit log: a record is on disk before whoever did the act hears of it, and an act that could not be recorded is not begun.</summary>
internal sealed class AuditLog(AuditLoggerOptions options, AuditFiles files, TimeProvider time, ILogger<AuditLog> logger)
{
    private readonly RefusedCalls _refused = new(options.RefusedPerMinuteMax, time);
    private readonly string _host = Untrusted.Show(Environment.MachineName);
    private int _underWay;
    private volatile HealthFault? _fault;

    /// <summary>Whether acts are recorded.</summary>
    public bool IsEnabled => options.Enabled;

    /// <summary>Why it cannot be written; null when it can.</summary>
    public HealthFault? Fault => _fault;

    /// <summary>Is called after each record.</summary>
    public Action? OnRecorded { get; set; }

    /// <summary>Begins an act, which <see cref="End"/> has to end when it is recorded.</summary>
    /// <returns>Why it must not be done now; null when it may.</returns>
    public string? Begin()
    {
        if (Interlocked.Increment(ref _underWay) > options.ActsAtOnceMax)
        {
            End();
            return $"more than {options.ActsAtOnceMax} administrative acts at once (AuditLogger:ActsAtOnceMax); try again";
        }

        try
        {
            files.Reserve();
            Heal();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            End();
            Fail(e);
            return "nothing was done: the audit log cannot be written, and without it no administrative act is allowed; free some space in its folder, the node's log says where";
        }
    }

    /// <summary>Looks, when it could not be written, whether acts can be begun again.</summary>
    public void TryHeal()
    {
        if (_fault is null)
        {
            return;
        }

        try
        {
            files.Reserve();
            Heal();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e);
        }
    }

    /// <summary>Ends an act.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    /// <summary>Records something.</summary>
    /// <returns>Whether it is on disk; if not, the node's log has it.</returns>
    public bool Record(AuditRecord record)
    {
        if (!IsEnabled)
        {
            return true;
        }

        try
        {
            files.Append(sequence => AuditLine.Of(record, sequence, time.GetUtcNow(), _host));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e);
            if (record.Act != AuditActs.CallRefused)
            {
                AuditingLog.ActMissing(logger, record.Act, record.Actor.Role, record.Actor.Token, record.Actor.Address, record.Status);
            }

            return false;
        }

        TryHeal();
        OnRecorded?.Invoke();
        return true;
    }

    /// <summary>Records a call that was refused, unless there are too many of them.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="status">The answer.</param>
    /// <param name="trace">The id of the call.</param>
    /// <param name="route">What was called, as the route is written.</param>
    public void RecordRefused(AuditActor actor, int status, string trace, string route)
    {
        if (!IsEnabled || !_refused.TryTake(out var leftOut))
        {
            return;
        }

        var notes = new AuditNotes();
        notes.Add("route", route);
        if (leftOut > 0)
        {
            notes.Add("leftOut", leftOut.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Record(new AuditRecord(AuditActs.CallRefused, actor, status, trace, notes.All));
    }

    /// <summary>The last records as lines of JSON, oldest first.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public IReadOnlyList<byte[]> ReadLast(int count)
    {
        var from = Math.Max(files.Oldest, files.Last - count + 1);
        List<byte[]> lines = [];
        while (files.Read(from + lines.Count, count - lines.Count) is { Count: > 0 } more)
        {
            lines.AddRange(more);
        }

        return lines;
    }

    private void Fail(Exception e)
    {
        var problem = Untrusted.Show(e.Message).TrimEnd('.');
        if (_fault is null)
        {
            AuditingLog.NotWritten(logger, files.Folder, problem);
        }

        _fault = new HealthFault(
            $"the audit log cannot be written: {problem}", $"Free some space in {files.Folder}, or allow the node to write there; until then administrative acts are refused.");
    }

    private void Heal()
    {
        if (_fault is not null)
        {
            _fault = null;
            AuditingLog.WrittenAgain(logger);
        }
    }
}
