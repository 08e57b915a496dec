namespace DevChain.Contracts;

/// <summary>Which contract takes the requests.</summary>
public enum OracleKind
{
    /// <summary><c>Operator</c> (v0.7), which answers with several words.</summary>
    Operator,

    /// <summary><c>Oracle</c> (v0.4), which answers with one word.</summary>
    Oracle,
}
