namespace Demo;

/// <summary>Why the demo did not show what it promises.</summary>
internal sealed class DemoFault(string reason) : Exception(reason);
