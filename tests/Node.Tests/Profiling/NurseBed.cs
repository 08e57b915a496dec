using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Node.Profiling;
using Node.Profiling.Files;
using Node.Profiling.Vitals;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Profiling;

/// <summary>A nurse on a clock of its own, in a folder of its own, whose warnings and figures are kept.</summary>
internal sealed class NurseBed : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public NurseBed()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) =>
        {
            var key = $"{instrument.Name} {string.Join(' ', labels.ToArray().Select(label => label.Value))}";
            _counts.AddOrUpdate(key.Trim(), value, (_, before) => instrument.IsObservable ? value : before + value);
        });
        _listener.Start();
    }

    /// <summary>The folder of profiles; not there at first.</summary>
    public string Root => _folder.File("profiles");

    public FakeTimeProvider Time { get; } = new();

    public RecordingLogger<Nurse> Logger { get; } = new();

    /// <summary>The gate of the last nurse.</summary>
    public VitalsGate Gate { get; private set; } = null!;

    /// <summary>What was counted, by name and labels.</summary>
    public long Counted(string key)
    {
        _listener.RecordObservableInstruments();
        return _counts.GetValueOrDefault(key);
    }

    /// <summary>The one warning about profiles that were not gathered.</summary>
    public string NotGathered => Assert.Single(Logger.Warnings, line => line.StartsWith("profiles were not gathered", StringComparison.Ordinal));

    /// <summary>Names of the profiles and raw traces without their time.</summary>
    public IReadOnlyList<string> Ends => [.. Directory.GetFiles(Root).Select(file => Path.GetFileName(file)!).Where(name => char.IsAsciiDigit(name[0]))
        .Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]).Order(StringComparer.Ordinal)];

    public Nurse NewNurse(IVitalsSource source, AutoPprofOptions? options = null)
    {
        options ??= new AutoPprofOptions();
        var folder = new ProfileFolder(options.ProfileRoot.Length > 0 ? options.ProfileRoot : Root, options.MaxProfileSize.Bytes);
        Gate = new VitalsGate(source);
        return new Nurse(options, folder, Gate, Time, new NurseMetrics(_services.GetRequiredService<IMeterFactory>(), folder), Logger);
    }

    /// <summary>Runs a nurse until it has looked so often, then closes it.</summary>
    public async Task RunAsync(Nurse nurse, int looks)
    {
        await nurse.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => nurse.Looks >= looks);
        await nurse.CloseAsync();
    }

    /// <summary>Lets its time go on until something is so.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, "it did not come to it within 30 seconds");
            Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until something is so, while its time stands still.</summary>
    public static async Task WaitAsync(Func<bool> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, "it did not come to it within 30 seconds");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }

    /// <summary>A file in the folder of the bed.</summary>
    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>A path in the folder of the bed.</summary>
    public string File(string name) => _folder.File(name);
}
