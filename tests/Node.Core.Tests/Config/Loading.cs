using Node.Core.Config;
using Xunit;

namespace Node.Core.Tests.Config;

/// <summary>Short ways to load the sample options.</summary>
internal static class Loading
{
    public static SampleOptions Arguments(params string[] arguments) => ConfigLoader.Load<SampleOptions>(new ConfigSources { Arguments = arguments });

    public static SampleOptions Environment(params (string Name, string Value)[] variables) =>
        ConfigLoader.Load<SampleOptions>(new ConfigSources { Environment = variables.ToDictionary(v => v.Name, v => v.Value) });

    public static SampleOptions Json(string json, params string[] arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return ConfigLoader.Load<SampleOptions>(new ConfigSources { Files = [new ConfigFile(path, IsRequired: true)], Arguments = arguments });
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static string[] Faults(Func<SampleOptions> load) =>
        [.. Assert.Throws<ConfigException>(load).Faults.Select(fault => fault.ToString().Split(" (from ")[0])];
}
