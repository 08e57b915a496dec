using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>Turns a value into what a task works with.</summary>
/// <typeparam name="T">What it works with.</typeparam>
/// <param name="value">The value.</param>
/// <param name="converted">The outcome.</param>
/// <param name="problem">What was found and what is accepted, when false comes back.</param>
internal delegate bool ParamConversion<T>(
    PipelineValue value, [MaybeNullWhen(false)] out T converted, [NotNullWhen(false)] out string? problem);
