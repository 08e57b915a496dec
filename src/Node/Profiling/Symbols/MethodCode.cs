namespace Node.Profiling.Symbols;

/// <summary>The code of one method, as the runtime compiled it.</summary>
internal sealed class MethodCode
{
    public required ulong Start { get; init; }

    public required uint Length { get; init; }

    /// <summary>Which module it is of.</summary>
    public required ulong ModuleId { get; init; }

    /// <summary>Its token in the module's metadata.</summary>
    public required int Token { get; init; }

    /// <summary>Its name, as shown.</summary>
    public required string Name { get; init; }

    /// <summary>Offsets of statements: in the intermediate language and in the code; empty when unknown. Sorted by the second.</summary>
    public required IReadOnlyList<(uint Il, uint Native)> Offsets { get; init; }

    /// <summary>The offset in the intermediate language of what runs at an offset of the code; -1 when unknown.</summary>
    public int IlAt(uint native)
    {
        var found = -1;
        foreach (var (il, at) in Offsets)
        {
            if (at > native)
            {
                break;
            }

            // The highest numbers mean prologue, epilogue and no mapping.
            found = il < 0xFFFF_FFF0 ? (int)il : found;
        }

        return found;
    }
}
