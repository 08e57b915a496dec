using System.Diagnostics.CodeAnalysis;
using Node.Core.Text;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>The attribute <c>txMeta</c>: what is noted with a transaction.</summary>
internal static class TxMeta
{
    private static readonly string[] Keys =
    [
        "JobID", "FailOnRevert", "RequestID", "RequestTxHash", "RequestIDs", "RequestTxHashes", "MaxLink", "SubID", "UpkeepID", "FwdrDestAddress",
    ];

    /// <summary>A map with none but the known keys, whatever their case.</summary>
    public static bool TryMeta(
        PipelineValue value, [MaybeNullWhen(false)] out MapValue meta, [NotNullWhen(false)] out string? problem)
    {
        if (!ValueConversion.TryMap(value, out meta, out problem))
        {
            return false;
        }

        foreach (var key in meta.Members.Keys)
        {
            if (!Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                var near = Suggestion.For(key, Keys);
                problem = $"the key {Found.Quote(key)} is not known; " + (near is null ? "accepted are " + string.Join(", ", Keys) : $"did you mean {near}?");
                return false;
            }
        }

        return true;
    }
}
