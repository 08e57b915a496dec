using Node.Core.Services;

namespace Node.Core.Tests.Services;

/// <summary>A service of the examples: says what happens to it.</summary>
internal sealed class Printer(string name, TextWriter output, bool startFails = false, bool closeFails = false) : IStartClose
{
    public static Printer Healthy(string name, TextWriter output) => new(name, output);

    public static Printer WontStart(string name, TextWriter output) => new(name, output, startFails: true);

    public static Printer CloseFailure(string name, TextWriter output) => new(name, output, closeFails: true);

    public Task StartAsync(CancellationToken startToken)
    {
        if (startFails)
        {
            output.WriteLine($"{name} start failure");
            throw new InvalidOperationException($"failed to start: {name}");
        }

        output.WriteLine($"{name} started");
        return Task.CompletedTask;
    }

    public Task CloseAsync()
    {
        if (closeFails)
        {
            output.WriteLine($"{name} close failure");
            throw new InvalidOperationException($"failed to close: {name}");
        }

        output.WriteLine($"{name} closed");
        return Task.CompletedTask;
    }
}
