using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>What an adapter of the older generation came to: a value, or what is wrong.</summary>
internal readonly record struct V1Answer(PipelineValue? Value, string? Problem)
{
    public static V1Answer Of(PipelineValue value) => new(value, null);

    public static V1Answer Fail(string problem) => new(null, problem);
}
