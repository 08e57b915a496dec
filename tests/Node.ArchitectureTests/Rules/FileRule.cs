using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>A file is short, holds one type of its own name, and its namespace is its folder.</summary>
internal static class FileRule
{
    /// <summary>The most lines a file may have.</summary>
    public const int LinesMax = 300;

    /// <summary>The most lines a method may have, from its first line to its last brace.</summary>
    public const int MethodLinesMax = 60;

    /// <summary>Too many lines.</summary>
    public static IEnumerable<Fault> Length(SourceFile file)
    {
        if (file.LineCount > LinesMax)
        {
            yield return new Fault(file.Path, file.LineCount, $"{file.LineCount} lines; at most {LinesMax}: it wants to be two files");
        }
    }

    /// <summary>Too long methods.</summary>
    public static IEnumerable<Fault> MethodLength(SourceFile file) =>
        from member in CodeOutline.Of(file).Members
        where member.LineCount > MethodLinesMax
        select new Fault(file.Path, member.Line, $"{member.Name} has {member.LineCount} lines; at most {MethodLinesMax}");

    /// <summary>More than one type, or one with another name than the file's.</summary>
    public static IEnumerable<Fault> OneType(SourceFile file)
    {
        var types = CodeOutline.Of(file).Types.Where(type => type.IsTopLevel).ToList();
        if (types.Count > 1)
        {
            yield return new Fault(file.Path, types[1].Line, $"a second type, {types[1].Name}: give it a file of its own");
        }

        foreach (var type in types.Take(1).Where(type => type.Name != file.Name))
        {
            yield return new Fault(file.Path, type.Line, $"{type.Name} is in {file.Name}.cs; the file is called as its type");
        }
    }

    /// <summary>A namespace that is not the project's root namespace and the folders.</summary>
    public static IEnumerable<Fault> Namespace(SourceFile file)
    {
        var wanted = string.Join('.', file.Folders.Prepend(file.Project));
        var code = file.CSharp.Code;
        var at = Words.Find(code, "namespace");
        var end = at < 0 ? -1 : code.IndexOfAny([';', '{'], at);
        if (end < 0)
        {
            if (file.Name != "Program")
            {
                yield return new Fault(file.Path, 1, $"no namespace; it is {wanted}");
            }
        }
        else if (code[(at + "namespace".Length)..end].Trim() is var found && found != wanted)
        {
            yield return new Fault(file.Path, file.LineAt(at), $"namespace {found}; by its folder it is {wanted}");
        }
    }
}
