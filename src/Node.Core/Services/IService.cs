namespace Node.Core.Services;

/// <summary>A part of the node that runs for as long as its parent does.</summary>
/// <remarks>A service is started once and closed once; to run again, build a new one. Every member may be called from any thread.</remarks>
public interface IService : IStartClose, ICheckable
{
    /// <summary>Unique dotted path, e.g. <c>Eth.1.Heads</c>.</summary>
    string Name { get; }
}
