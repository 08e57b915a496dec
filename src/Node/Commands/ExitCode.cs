namespace Node.Commands;

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done, and the answer is yes.</summary>
    public const int Good = 0;

    /// <summary>Done, and the answer is no; or it could not be done.</summary>
    public const int No = 1;

    /// <summary>The command was used wrongly.</summary>
    public const int WrongUse = 2;
}
