using System.Globalization;
using System.IO.Compression;
using Node.Profiling.Files;

namespace Node.Profiling.Vitals;

/// <summary>Gathers vitals for whoever asks, in memory: the folder of profiles stays as it is.</summary>
internal sealed class VitalsOnDemand(VitalsGate gate, AutoPprofOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The longest time of one gathering.</summary>
    public static readonly TimeSpan DurationMax = TimeSpan.FromMinutes(5);

    /// <summary>Most bytes of raw traces of one gathering.</summary>
    public const long RawBytesMax = 64 * 1024 * 1024;

    /// <summary>Gathers on a thread of its own, until whoever asked goes away or the node stops.</summary>
    /// <returns>Files with their names, and what is missing; null when another gathering runs.</returns>
    /// <exception cref="VitalsException">The process cannot be looked at.</exception>
    public async Task<(IReadOnlyList<VitalsFile> Files, IReadOnlyList<string> Missing)?> GatherAsync(
        IReadOnlySet<Vital> vitals, TimeSpan duration, bool withRaw, CancellationToken cancellationToken)
    {
        var budget = new FileBudget(RawBytesMax, 0);
        var closing = new Lock();
        List<VitalsFile> files = [];
        List<string> missing = [];
        var name = ((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
        var request = new VitalsRequest
        {
            Vitals = vitals,
            Duration = duration,
            TraceDuration = duration,
            Rates = new GatherRates(Math.Max(1, options.MutexProfileFraction), options.BlockProfileRate),
            HeapBytesMax = options.HeapWalkMax.Bytes,
            OpenRaw = end => withRaw || vitals.Contains(Vital.Trace) ? OpenRaw(end) : null,
        };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var gathered = await Task.Factory.StartNew(
            () => gate.TryGather(request, ending.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (gathered is null)
        {
            return null;
        }

        files.AddRange(gathered.Profiles.Select(profile => new VitalsFile($"{name}.{VitalNames.Of(profile.Vital)}.pb.gz", profile.Content)));
        return (files, [.. missing, .. gathered.Missing]);

        Stream OpenRaw(string end)
        {
            var memory = new MemoryStream();
            return new BoundedStream(memory, budget)
            {
                OnClosed = stream =>
                {
                    lock (closing)
                    {
                        if (stream.IsCut)
                        {
                            missing.Add($"{end} has more than {RawBytesMax} bytes: ask for fewer seconds");
                        }
                        else
                        {
                            files.Add(new VitalsFile($"{name}.{end}", memory.ToArray()));
                        }
                    }
                },
            };
        }
    }

    /// <summary>The files in one archive.</summary>
    public static byte[] Zip(IEnumerable<VitalsFile> files, IReadOnlyList<string> missing)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var entry = archive.CreateEntry(file.Name, file.Name.EndsWith(".gz", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(file.Content);
            }

            if (missing.Count > 0)
            {
                using var entry = new StreamWriter(archive.CreateEntry("missing.txt").Open());
                entry.WriteLine(string.Join('\n', missing));
            }
        }

        return memory.ToArray();
    }
}
