
namespace Node.Jobs.Pipeline.Variables;

/// <summary>How the text of an attribute may be read. Tried in the order of this list; a form that the text does not have is
/// passed over.</summary>
[Flags]
internal enum ParamSources
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>The whole text is one expression (V).</summary>
    Variable = 1,

    /// <summary>The text is JSON with expressions in it (J).</summary>
    Json = 2,

    /// <summary>The text itself, without space around it (L).</summary>
    Literal = 4,

    /// <summary>The text exactly as written.</summary>
    Verbatim = 16,

    /// <summary>Without text: the first input (I0).</summary>
    Input = 8,
}
