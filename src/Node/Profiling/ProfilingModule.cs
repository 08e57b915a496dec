using Node.Profiling.Checks;
using Node.Profiling.Files;
using Node.Profiling.Vitals;

namespace Node.Profiling;

/// <summary>Wires the nurse and what gathers profiles on demand.</summary>
internal static class ProfilingModule
{
    /// <summary>The folder of profiles when the options name none.</summary>
    public const string FolderName = "profiles";

    /// <summary>Registers the nurse with its checks.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Its options.</param>
    /// <param name="dataFolder">Where the node keeps its files.</param>
    public static IServiceCollection AddProfiling(this IServiceCollection services, AutoPprofOptions options, string dataFolder) => services
        .AddSingleton(options)
        .AddSingleton(new ProfileFolder(
            options.ProfileRoot.Length > 0 ? options.ProfileRoot : Path.Combine(dataFolder, FolderName), options.MaxProfileSize.Bytes))
        .AddSingleton<IVitalsSource, EventPipeVitals>()
        .AddSingleton<VitalsGate>()
        .AddSingleton<NurseMetrics>()
        .AddSingleton(NewNurse)
        .AddSingleton<INurse>(provider => provider.GetRequiredService<Nurse>());

    private static Nurse NewNurse(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<AutoPprofOptions>();
        var time = provider.GetRequiredService<TimeProvider>();
        var nurse = new Nurse(
            options, provider.GetRequiredService<ProfileFolder>(), provider.GetRequiredService<VitalsGate>(), time,
            provider.GetRequiredService<NurseMetrics>(), provider.GetRequiredService<ILogger<Nurse>>());
        var delay = new PoolDelayCheck(options.PoolDelayMax, time);
        var pauses = new GcPauseCheck(options.GcPausePercentMax, time, GC.GetTotalPauseDuration);
        nurse.AddCheck(MemoryCheck.Reason, new MemoryCheck(options.MemThreshold.Bytes).Look);
        nurse.AddCheck(ThreadsCheck.Reason, new ThreadsCheck(options.GoroutineThreshold).Look);
        nurse.AddCheck(PoolDelayCheck.Reason, delay.Look, delay.Rebase);
        nurse.AddCheck(GcPauseCheck.Reason, pauses.Look, pauses.Rebase);
        return nurse;
    }
}
