using Node.Eth.Primitives;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Logs;

/// <summary>Reads the keys of <c>type = "log"</c>.</summary>
/// <param name="known">The chains that specs may name.</param>
public sealed class EthLogSpecReader(KnownChains known) : IJobSpecReader
{
    /// <summary>The type's name.</summary>
    public const string Name = "log";

    /// <summary>Topic positions of a log.</summary>
    public const int TopicsMax = 4;

    /// <inheritdoc/>
    public string TypeName => Name;

    /// <inheritdoc/>
    public object ReadSpec(SpecFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var contract = fields.ChecksummedAddress("contractAddress");
        var topics = ReadTopics(fields);
        if (!fields.Has("contractAddress") && topics.All(topic => topic is null))
        {
            fields.Doubt("contractAddress", "is missing, and so are topics: every log of the chain makes a run", "name the contract or a topic");
        }

        if (known.Ids is not null && known.Default is null && !fields.Has("evmChainID"))
        {
            fields.Fault(
                "evmChainID", known.Ids.Count == 0 ? SpecCodes.Chain : SpecCodes.Missing,
                known.Ids.Count == 0 ? "cannot be chosen: no chain is configured on this node" : "is missing: this node has more than one chain",
                known.Ids.Count == 0 ? "configure a chain under Chains" : $"write one of {string.Join(", ", known.Ids)}");
        }

        var confirmations = LogJobTrigger.ReadConfirmations(fields);
        var (from, to) = (fields.WholeNumber("fromBlock", 0, long.MaxValue), fields.WholeNumber("toBlock", 0, long.MaxValue));
        if (from > to)
        {
            fields.Fault("toBlock", SpecCodes.Value, "lies before fromBlock", "write a later block, or leave one of them out");
        }

        if (from is not null)
        {
            fields.Doubt("fromBlock", "leaves earlier logs out; logs from before the job was created are not fetched", "leave it out unless the block is still to come");
        }

        return new EthLogSpec(contract, topics, confirmations, from, to);
    }

    private static List<IReadOnlyList<Hash32>?> ReadTopics(SpecFields fields)
    {
        var found = new List<IReadOnlyList<Hash32>?>();
        if (fields.Field("topics") is not { } field)
        {
            return found;
        }

        if (field.Value is not IReadOnlyList<object> { Count: <= TopicsMax } positions)
        {
            fields.Fault("topics", SpecCodes.Value, $"is not a list of at most {TopicsMax} lists", "write e.g. topics = [[\"0x…\"], []]");
            return found;
        }

        foreach (var position in positions)
        {
            var texts = position as IReadOnlyList<object> ?? [position];
            var hashes = new List<Hash32>();
            foreach (var text in texts)
            {
                if (text is string hex && Hash32.TryParse(hex, out var hash))
                {
                    hashes.Add(hash);
                }
                else
                {
                    fields.Fault("topics", SpecCodes.Value, "has a topic that is not 0x and 64 hex digits", "correct it; an empty list stands for any topic");
                    return [];
                }
            }

            found.Add(hashes.Count == 0 ? null : hashes);
        }

        return found;
    }
}
