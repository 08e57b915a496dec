using System.Collections.Frozen;

namespace Node.Core.Http;

/// <summary>The operator's host list, ready for questions.</summary>
internal sealed class HostList
{
    private const string Everyone = "*";

    private readonly FrozenDictionary<HostAndPort, FrozenSet<string>> _callers;

    /// <summary>Takes checked entries; the same host may come in several.</summary>
    public HostList(IEnumerable<AllowedHost> entries)
    {
        var callers = new Dictionary<HostAndPort, HashSet<string>>();
        foreach (var entry in entries)
        {
            if (!HostAndPort.TryParse(entry.Host, out var target))
            {
                continue; // a list that was not checked allows less, never more
            }

            if (!callers.TryGetValue(target, out var set))
            {
                callers.Add(target, set = new HashSet<string>(StringComparer.Ordinal));
            }

            set.UnionWith(entry.Jobs);
        }

        _callers = callers.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>Whether <paramref name="caller"/> may reach <paramref name="target"/> whatever its address is.</summary>
    public bool Allows(string caller, HostAndPort target) =>
        _callers.TryGetValue(target, out var callers)
            && (callers.Contains(Everyone) || (caller.Length > 0 && callers.Contains(caller)));

    /// <summary>Whether anyone may.</summary>
    public bool Names(HostAndPort target) => _callers.ContainsKey(target);
}
