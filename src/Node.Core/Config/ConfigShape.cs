namespace Node.Core.Config;

/// <summary>What a property of an options type is to the binder.</summary>
internal enum ConfigShape
{
    /// <summary>One value, written as text.</summary>
    Leaf,

    /// <summary>Positions 0, 1, … of leaves or sections.</summary>
    List,

    /// <summary>Named properties.</summary>
    Section,
}
