namespace Node.Core.Storage;

/// <summary>The answer to a statement of a <see cref="StatementGroup"/>.</summary>
public sealed class GroupedNumbers
{
    private IReadOnlyList<long>? _values;

    /// <summary>The first column of the rows that came back.</summary>
    /// <exception cref="InvalidOperationException">The group was not sent.</exception>
    public IReadOnlyList<long> Values
    {
        get => _values ?? throw new InvalidOperationException("the group of statements was not sent");
        internal set => _values = value;
    }
}
