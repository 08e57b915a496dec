namespace Node.Jobs.Specs.Errors;

/// <summary>Gathers errors between two writes: the same text of the same job is one entry. Safe for several threads.</summary>
/// <param name="textsMax">How many different texts of one job are told apart; what is beyond is counted under <see cref="Others"/>.</param>
internal sealed class PendingErrors(int textsMax)
{
    /// <summary>The text under which errors are counted that are too many to be told apart.</summary>
    public const string Others = "more different errors than can be kept; the log and the records of the runs have them";

    private readonly Lock _gate = new();
    private Dictionary<long, Dictionary<string, PendingError>> _jobs = [];

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _jobs.Count == 0;
            }
        }
    }

    /// <summary>Adds occurrences.</summary>
    public void Add(long jobId, string description, PendingError error)
    {
        lock (_gate)
        {
            if (!_jobs.TryGetValue(jobId, out var texts))
            {
                _jobs[jobId] = texts = new Dictionary<string, PendingError>(StringComparer.Ordinal);
            }

            if (texts.Count >= textsMax && !texts.ContainsKey(description))
            {
                description = Others;
            }

            texts[description] = texts.TryGetValue(description, out var known) ? known.With(error) : error;
        }
    }

    /// <summary>Takes all out.</summary>
    public IReadOnlyDictionary<long, Dictionary<string, PendingError>> Take()
    {
        lock (_gate)
        {
            var taken = _jobs;
            _jobs = [];
            return taken;
        }
    }
}
