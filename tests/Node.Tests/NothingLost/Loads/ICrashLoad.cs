using Node.Tests.Nodes;

namespace Node.Tests.NothingLost.Loads;

/// <summary>A part of the work of a node that is killed: what is asked of it, and what must be true of it afterwards.</summary>
internal interface ICrashLoad
{
    /// <summary>How many different runs were looked at.</summary>
    int Checked { get; }

    /// <summary>Makes what stays.</summary>
    Task PrepareAsync(TestApi api);

    /// <summary>One round of work. The node may die on the way, in the middle of any call.</summary>
    Task WorkAsync(TestApi api);

    /// <summary>Asks again for what was asked for, as a caller does who heard no answer.</summary>
    Task AskAgainAsync(TestApi api);

    /// <summary>Looks at what the node knows.</summary>
    /// <returns>What has not ended yet: it is looked at again. Null when all has.</returns>
    Task<string?> CheckAsync(TestApi api);

    /// <summary>Nothing of what was asked for before need be known any more.</summary>
    void Forget();
}
