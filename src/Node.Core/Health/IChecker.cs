using Node.Core.Services;

namespace Node.Core.Health;

/// <summary>Asks registered parts of the node how they are and keeps their answers, so that a probe is answered at once.</summary>
/// <remarks>Every member may be called from any thread. Answers are snapshots that never change after they were given.</remarks>
public interface IChecker : IStartClose
{
    /// <summary>Adds a check. It is asked at once when the checker runs, and at every poll from then on.</summary>
    /// <param name="name">Unique name; appears in the answers of <see cref="IsReady"/>.</param>
    /// <param name="service">What to ask.</param>
    /// <exception cref="ArgumentException">The name is empty, or a check of that name is registered already.</exception>
    /// <exception cref="InvalidOperationException"><see cref="CheckerOptions.ChecksMax"/> checks are registered already.</exception>
    void Register(string name, ICheckable service);

    /// <summary>Takes a check away. When this returns it is in no answer any more. A name that is not registered is no error.</summary>
    void Unregister(string name);

    /// <summary>Whether all checks are ready, and the answer of each: registered name to fault, null meaning ready.</summary>
    /// <remarks>Not ready before the first poll has ended, and not ready once the checker closes.</remarks>
    (bool IsReady, IReadOnlyDictionary<string, HealthFault?> Checks) IsReady();

    /// <summary>Whether all is healthy, and every line of every health report: name to fault, null meaning healthy.</summary>
    /// <remarks>Not healthy before the first poll has ended, and not healthy once the checker closes.</remarks>
    (bool IsHealthy, IReadOnlyDictionary<string, HealthFault?> Checks) IsHealthy();
}
