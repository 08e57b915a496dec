using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.V1;

/// <summary>A JSON value that knows where it stands.</summary>
/// <param name="Content">
/// A text, a <see cref="decimal"/> or its digits, a boolean, null, a list (<see cref="IReadOnlyList{T}"/>) or an object
/// (<see cref="V1Object"/>).
/// </param>
/// <param name="Raw">As it is written.</param>
/// <param name="At">Where it begins.</param>
internal sealed record V1Value(object? Content, string Raw, SourcePosition At)
{
    /// <summary>A text or the digits of a number; otherwise null.</summary>
    public string? Text => Content as string;
}
