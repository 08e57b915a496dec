using Node.Core.Services;
using Node.Jobs.Specs;

namespace Node.Jobs.Spawning;

/// <summary>A job with its running services.</summary>
/// <param name="Job">The job.</param>
/// <param name="Services">What runs for it, in order of start.</param>
/// <param name="Running">Closes them in reverse.</param>
internal sealed record SpawnedJob(Job Job, IReadOnlyList<IService> Services, MultiStart Running);
