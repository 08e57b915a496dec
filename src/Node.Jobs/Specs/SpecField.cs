using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs;

/// <summary>One key of a spec with its value and where both stand.</summary>
/// <param name="Name">The key as written.</param>
/// <param name="Value">
/// A <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, a list of values
/// (<see cref="IReadOnlyList{T}"/> of object) or a table (<see cref="SpecTable"/>).
/// </param>
/// <param name="Line">Line of the key, from 1.</param>
/// <param name="Column">Column of the key, from 1.</param>
/// <param name="ValueLine">Line on which the value's first character stands; for a multi-line text, of its first character after the quotes.</param>
/// <param name="ValueColumn">Column of the same.</param>
public sealed record SpecField(string Name, object Value, int Line, int Column, int ValueLine, int ValueColumn)
{
    /// <summary>Where the characters of a text stand that has escapes; null when they stand as they are read.</summary>
    internal TextPlaces? Places { get; init; }

    /// <summary>Where a place in the text of the value stands in the file.</summary>
    internal SourcePosition PlaceOf(int line, int column) => Places is { } places
        ? places[new SourcePosition(line, column)]
        : new SourcePosition(line, column).From(new SourcePosition(ValueLine, ValueColumn));
}
