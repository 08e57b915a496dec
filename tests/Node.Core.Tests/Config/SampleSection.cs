using Node.Core.Config;

namespace Node.Core.Tests.Config;

public sealed record SampleSection : IConfigSection
{
    public int Port { get; init; } = 6688;

    public string Host { get; init; } = "127.0.0.1";

    public Secret? Password { get; init; }

    public IReadOnlyList<int> Numbers { get; init; } = [];

    public void Validate(ConfigFaults faults)
    {
        if (Port is < 1 or > 65535)
        {
            faults.Add(nameof(Port), $"is {Port}; must be from 1 to 65535");
        }
    }
}
