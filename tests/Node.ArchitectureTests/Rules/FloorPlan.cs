namespace Node.ArchitectureTests.Rules;

/// <summary>The floors from the lowest up, and the top folders of each from the lowest up.</summary>
/// <remarks>Changing an order is a decision: say why in <c>docs/adr</c>.</remarks>
internal static class FloorPlan
{
    /// <summary>The projects of <c>src</c>; each may use those before it.</summary>
    public static readonly IReadOnlyList<string> Floors = ["Node.Core", "Node.Eth", "Node.Jobs", "Node"];

    /// <summary>The top folders of each project; each may use those before it. What lies at a project's root may use all.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Folders = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Node.Core"] = ["Text", "Randomness", "Services", "Config", "Health", "Storage", "Tracing", "Http"],
        ["Node.Eth"] =
            ["Primitives", "Encoding", "Signatures", "Keys", "Rpc", "Heads", "Logs", "Fees", "Transactions", "Chains"],
        ["Node.Jobs"] = ["Pipeline", "Bridges", "Specs", "Runs", "Scheduling", "Running", "Subscribing", "Types", "Spawning"],
        ["Node"] = ["Logging", "Profiling", "Telemetry", "Auditing", "Http", "Composition", "Commands"],
    };

    /// <summary>Where the ids of log messages of a folder begin; there is room for a hundred. A floor without folders has a thousand.</summary>
    public static readonly IReadOnlyDictionary<string, (int First, int Last)> EventIds = new Dictionary<string, (int, int)>
    {
        ["Node.Core/Services"] = (1000, 1099),
        ["Node.Core/Health"] = (1100, 1199),
        ["Node.Core/Storage"] = (1200, 1299),
        ["Node.Core/Http"] = (1300, 1399),
        ["Node.Eth/Rpc"] = (2000, 2099),
        ["Node.Eth/Heads"] = (2100, 2199),
        ["Node.Eth/Logs"] = (2200, 2299),
        ["Node.Eth/Keys"] = (2300, 2399),
        ["Node.Eth/Transactions"] = (2400, 2499),
        ["Node.Eth/Chains"] = (2500, 2599),
        ["Node.Jobs/Pipeline"] = (3000, 3099),
        ["Node.Jobs/Specs"] = (3100, 3199),
        ["Node.Jobs/Bridges"] = (3800, 3899),
        ["Node.Jobs/Runs"] = (3200, 3299),
        ["Node.Jobs/Scheduling"] = (3300, 3399),
        ["Node.Jobs/Running"] = (3400, 3499),
        ["Node.Jobs/Subscribing"] = (3500, 3599),
        ["Node.Jobs/Types"] = (3600, 3699),
        ["Node.Jobs/Spawning"] = (3700, 3799),
        ["Node"] = (4000, 4999),
    };

    /// <summary>The first digit of the numbers of a project's migrations.</summary>
    public static char MigrationDigit(string project) =>
        (char)('0' + Floors.Select((name, index) => (name, index)).First(floor => floor.name == project).index);
}
