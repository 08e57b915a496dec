namespace Node.Jobs.Pipeline.Dot;

/// <summary>Gathers the faults of a text.</summary>
/// <param name="origin">Where the text begins in the document that the reader of the faults has before him.</param>
internal sealed class DotFaults(SourcePosition origin)
{
    private readonly List<SpecFault> _faults = [];
    private int _errors;

    /// <summary>The faults, in order of place.</summary>
    public IReadOnlyList<SpecFault> All => [.. _faults.OrderBy(static f => f.Line).ThenBy(static f => f.Column)];

    /// <summary>Whether there is one that is more than a warning.</summary>
    public bool HasErrors => _errors > 0;

    /// <summary>Whether enough was said.</summary>
    public bool IsFull => _errors >= DotLimits.FaultsMax;

    /// <summary>Adds a fault.</summary>
    public void Add(SourcePosition at, string code, string problem, string fix) => Add(at, code, problem, fix, isWarning: false);

    /// <summary>Adds a warning.</summary>
    public void Warn(SourcePosition at, string code, string problem, string fix) => Add(at, code, problem, fix, isWarning: true);

    private void Add(SourcePosition at, string code, string problem, string fix, bool isWarning)
    {
        if (IsFull || _faults.Count >= 2 * DotLimits.FaultsMax)
        {
            return;
        }

        var place = at.From(origin);
        _faults.Add(new SpecFault(place.Line, place.Column, code, problem, fix, isWarning));
        _errors += isWarning ? 0 : 1;
    }
}
