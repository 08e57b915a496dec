namespace Node.Jobs.Pipeline.Values;

/// <summary>Values in order.</summary>
public sealed class ListValue : PipelineValue
{
    /// <summary>Takes the items, which are not copied: the caller gives the list away.</summary>
    public ListValue(IReadOnlyList<PipelineValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Items = items;
        var size = 2L;
        var depth = 0;
        for (var i = 0; i < items.Count; i++)
        {
            size += items[i].SizeBytes + 1;
            depth = Math.Max(depth, items[i].Depth);
        }

        SizeBytes = size;
        Depth = depth + 1;
    }

    /// <summary>The items.</summary>
    public IReadOnlyList<PipelineValue> Items { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.List;

    /// <inheritdoc/>
    public override long SizeBytes { get; }

    /// <inheritdoc/>
    public override int Depth { get; }

    /// <inheritdoc/>
    public override bool Equals(PipelineValue? other)
    {
        if (other is not ListValue list || list.Items.Count != Items.Count)
        {
            return false;
        }

        for (var i = 0; i < Items.Count; i++)
        {
            if (!Items[i].Equals(list.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
