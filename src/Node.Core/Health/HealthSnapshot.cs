using System.Collections.ObjectModel;
using Node.Core.Services;

namespace Node.Core.Health;

/// <summary>All answers at one moment. Never changed after it was made, so it may be handed to any number of callers.</summary>
internal sealed class HealthSnapshot
{
    private HealthSnapshot(Dictionary<string, HealthFault?> ready, Dictionary<string, HealthFault?> health)
    {
        Ready = (ready.Values.All(fault => fault is null), new ReadOnlyDictionary<string, HealthFault?>(ready));
        Health = (health.Values.All(fault => fault is null), new ReadOnlyDictionary<string, HealthFault?>(health));
    }

    public (bool Is, IReadOnlyDictionary<string, HealthFault?> Checks) Ready { get; }

    public (bool Is, IReadOnlyDictionary<string, HealthFault?> Checks) Health { get; }

    /// <summary>Gathers the answers of <paramref name="checks"/>. Where two name the same part, the worse answer stands.</summary>
    /// <param name="checks">What is registered.</param>
    /// <param name="unasked">What to say of a check that has never been asked; null to leave it out.</param>
    public static HealthSnapshot Of(IEnumerable<Check> checks, HealthFault? unasked)
    {
        var ready = new Dictionary<string, HealthFault?>(StringComparer.Ordinal);
        var health = new Dictionary<string, HealthFault?>(StringComparer.Ordinal);
        foreach (var check in checks.OrderBy(check => check.Name, StringComparer.Ordinal))
        {
            var answer = check.Answer ?? (unasked is null ? null : CheckAnswer.Failing(check.Name, unasked));
            if (answer is null)
            {
                continue;
            }

            ready[check.Name] = answer.Ready;
            health.EnsureCapacity(health.Count + answer.Health.Count);
            foreach (var (name, fault) in answer.Health)
            {
                health[name] = health.GetValueOrDefault(name) ?? fault;
            }
        }

        return new HealthSnapshot(ready, health);
    }

    /// <summary>The same answers and one fault more.</summary>
    public HealthSnapshot With(string name, HealthFault fault) => new(
        new Dictionary<string, HealthFault?>(Ready.Checks, StringComparer.Ordinal) { [name] = fault },
        new Dictionary<string, HealthFault?>(Health.Checks, StringComparer.Ordinal) { [name] = fault });
}
