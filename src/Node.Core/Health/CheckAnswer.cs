using Node.Core.Services;
using Node.Core.Text;

namespace Node.Core.Health;

/// <summary>What one check answered. Never changed after it was made.</summary>
/// <param name="Ready">Why it is not ready; null when it is.</param>
/// <param name="Health">Its health report: name to fault, null meaning healthy. Never empty.</param>
internal sealed record CheckAnswer(HealthFault? Ready, IReadOnlyDictionary<string, HealthFault?> Health)
{
    private const string CheckIsBroken = "This is a fault of the program: report it with the node's log";

    /// <summary>Whether it is not ready, or anything of it is unhealthy.</summary>
    public bool IsFailing => Ready is not null || Health.Values.Any(fault => fault is not null);

    /// <summary>A check that could not be asked or did not answer: it is neither ready nor healthy.</summary>
    public static CheckAnswer Failing(string name, HealthFault fault) =>
        new(fault, new Dictionary<string, HealthFault?>(1, StringComparer.Ordinal) { [name] = fault });

    /// <summary>Asks <paramref name="service"/>. What it throws counts as its fault.</summary>
    public static CheckAnswer Ask(string name, ICheckable service) => new(AskReady(service), AskHealth(name, service));

    private static HealthFault? AskReady(ICheckable service)
    {
        try
        {
            return service.Ready();
        }
        catch (Exception error)
        {
            return Broken(error);
        }
    }

    private static Dictionary<string, HealthFault?> AskHealth(string name, ICheckable service)
    {
        var health = new Dictionary<string, HealthFault?>(StringComparer.Ordinal);
        try
        {
            // Copied here: the report may be a live view, and reading it may throw or hang like the call itself.
            var report = service.HealthReport();
            health.EnsureCapacity(report.Count);
            foreach (var (key, fault) in report)
            {
                health[key] = fault;
            }
        }
        catch (Exception error)
        {
            health[name] = Broken(error);
        }

        if (health.Count == 0)
        {
            health[name] = null;
        }

        return health;
    }

    private static HealthFault Broken(Exception error) =>
        new($"the check itself failed: {error.GetType().Name}: {Untrusted.Show(error.Message)}", CheckIsBroken);
}
