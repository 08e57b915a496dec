using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.V1;

/// <summary>An initiator or a task of a v1 job: its type, what it was given, and where it stands.</summary>
/// <param name="Type">The type, lower case.</param>
/// <param name="Params">Its parameters.</param>
/// <param name="ParamsJson">The same as written.</param>
/// <param name="Confirmations">How deep the request must lie before it; 0 when it does not matter.</param>
/// <param name="At">Where it stands.</param>
internal sealed record V1Step(string Type, V1Object Params, string ParamsJson, int Confirmations, SourcePosition At)
{
    /// <summary>The id that requests name in place of the job's own (<c>jobIDTopicFilter</c> of <c>runlog</c>); null when they name its own.</summary>
    public Guid? TopicJobId =>
        Type == "runlog" && Guid.TryParse(Params.Find("jobIDTopicFilter")?.Text, out var id) && id != Guid.Empty ? id : null;
}
