namespace Node.Core.Tests.Config;

public enum SampleLevel
{
    Low,
    Middle,
    High,
}
