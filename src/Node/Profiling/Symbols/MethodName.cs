namespace Node.Profiling.Symbols;

/// <summary>Names of methods as people write them: what the compiler made of an async method or a lambda is named as the method it came from.</summary>
internal static class MethodName
{
    /// <summary>The shown name.</summary>
    /// <param name="type">The type's full name, as the runtime says it.</param>
    /// <param name="method">The method's name.</param>
    public static string Of(string type, string method)
    {
        // Ns.Type+<RunAsync>d__5 . MoveNext
        var begin = type.LastIndexOf("+<", StringComparison.Ordinal);
        var end = begin < 0 ? -1 : type.IndexOf(">d", begin, StringComparison.Ordinal);
        if (method == "MoveNext" && end > begin + 2)
        {
            return $"{Plain(type[..begin])}.{type[(begin + 2)..end]}";
        }

        return type.Length == 0 ? method : $"{Plain(type)}.{method}";
    }

    private static string Plain(string type) => type.Replace('+', '.');
}
