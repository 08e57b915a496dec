using Node.Core.Text;
using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.V1;

/// <summary>Converts a job of the JSON generation into TOML that means the same.</summary>
public static class V1Conversion
{
    /// <summary>Whether a text is of the JSON generation: it begins with a brace, which no TOML does.</summary>
    public static bool IsV1(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().TrimStart('\uFEFF').TrimStart().StartsWith("{");
    }

    /// <summary>Converts a job.</summary>
    /// <param name="json">The text of the job.</param>
    /// <param name="initiator">Which initiator the job is to have, from 1; null when it has one only. Each makes a job of its own.</param>
    /// <param name="faults">Takes all that is wrong, at its place in the JSON.</param>
    /// <returns>The TOML, or null.</returns>
    public static string? ToToml(string json, int? initiator, ICollection<SpecFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        List<SpecFault> found = [];
        var toml = Convert(json, initiator, found);
        foreach (var fault in found)
        {
            faults.Add(fault);
        }

        return toml?.Text;
    }

    /// <summary>Converts a job, keeping where each line comes from.</summary>
    internal static V1Toml? Convert(string json, int? initiator, List<SpecFault> faults)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (new V1Reader(faults).Read(json.TrimStart('\uFEFF')) is not { } job)
        {
            return null;
        }

        if (initiator is null && job.Initiators.Count > 1)
        {
            var second = job.Initiators[1];
            faults.Add(new SpecFault(
                second.At.Line, second.At.Column, SpecCodes.V1Json, $"the job has {job.Initiators.Count} initiators, and a job here has one",
                "convert it once for each, with jobs convert --initiator N"));
            return null;
        }

        if (initiator is < 1 || initiator > job.Initiators.Count)
        {
            faults.Add(new SpecFault(1, 1, SpecCodes.V1Json, $"there is no initiator {initiator} among {job.Initiators.Count}", "choose another"));
            return null;
        }

        job = job with { Initiators = [job.Initiators[(initiator ?? 1) - 1]] };
        var toml = new V1Toml();
        new V1Initiators(toml, faults).Write(job);
        var at = job.Initiators[0].At;
        if (job.Name is { } name)
        {
            toml.Key("name", name, at);
        }

        if ((job.Initiators[0].TopicJobId ?? job.Id) is { } id)
        {
            toml.Key("externalJobID", id.ToString("D"), at);
        }

        if (job.StartAt is { } start)
        {
            toml.Key("startAt", Instants.Format(start), at);
        }

        if (job.EndAt is { } end)
        {
            toml.Key("endAt", Instants.Format(end), at);
        }

        toml.Line("observationSource = '''", at);
        new V1Tasks(toml, faults).Write(job);
        toml.Line("'''", at);
        return faults.Exists(static fault => !fault.IsWarning) ? null : toml;
    }
}
