using Node.Core.Storage;

namespace Node.Jobs.Bridges;

/// <summary>Knows who uses a bridge.</summary>
internal interface IBridgeUsers
{
    /// <summary>The stored jobs that use a bridge, whether or not they run in this process.</summary>
    /// <param name="session">The transaction in which the answer is to hold.</param>
    /// <param name="name">The bridge, lower case.</param>
    Task<IReadOnlyList<BridgeUser>> UsersOfAsync(ReadSession session, string name);
}
