namespace Node.Eth.Heads;

/// <summary>Wants to know of every change of the canonical chain.</summary>
public interface IHeadListener
{
    /// <summary>The chain changed.</summary>
    /// <remarks>
    /// Called in order and from one thread at a time; must return at once and not throw. Slow work belongs behind a signal of the
    /// listener's own.
    /// </remarks>
    void OnHead(HeadChange change);
}
