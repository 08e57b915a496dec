namespace Node.Testing.Chain;

/// <summary>The faults still to come at one endpoint. Safe from any thread.</summary>
public sealed class ScriptedFaults
{
    private readonly Lock _gate = new();
    private readonly List<(ScriptedFault Fault, int Left)> _queue = [];

    /// <summary>Spoils the next answers that the fault is meant for.</summary>
    public void Add(ScriptedFault fault)
    {
        lock (_gate)
        {
            _queue.Add((fault, fault.Times));
        }
    }

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _queue.Clear();
        }
    }

    /// <summary>The fault for a request, or null; it is used up by one.</summary>
    public ScriptedFault? Take(IReadOnlyList<string> methods)
    {
        lock (_gate)
        {
            var i = _queue.FindIndex(entry => entry.Fault.Method is not { } method || methods.Contains(method));
            if (i < 0)
            {
                return null;
            }

            var (fault, left) = _queue[i];
            if (left <= 1)
            {
                _queue.RemoveAt(i);
            }
            else
            {
                _queue[i] = (fault, left - 1);
            }

            return fault;
        }
    }
}
