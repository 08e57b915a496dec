using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Node.Core.Text;

namespace Node.Core.Config;

/// <summary>Reads the configuration into typed options, or says everything that is wrong with it.</summary>
public static class ConfigLoader
{
    /// <summary>Reads <paramref name="sources"/> into a <typeparamref name="T"/>, whose defaults hold where nothing is configured.</summary>
    /// <typeparam name="T">The root options: a class whose settable properties are values, sections and lists of them.</typeparam>
    /// <exception cref="ConfigException">Something is wrong: a file, a key that nobody knows, a value of the wrong kind, or what a section says of itself.</exception>
    public static T Load<T>(ConfigSources sources)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(sources);
        ConfigFaults faults = new();
        List<(string Name, IConfigurationProvider Provider)> origins = [];
        foreach (var file in sources.Files)
        {
            if (ReadFile(file, faults) is { } provider)
            {
                origins.Add((file.Path, provider));
            }
        }

        var rootKeys = ConfigTypes.PropertiesOf(typeof(T)).Select(property => property.Name);
        origins.Add((EnvironmentKeys.Prefix, Memory(EnvironmentKeys.Read(sources.Environment, rootKeys))));
        origins.Add((ArgumentKeys.Source, Memory(ArgumentKeys.Read(sources.Arguments, faults))));
        var options = Bind<T>(new ConfigurationRoot([.. origins.Select(origin => origin.Provider)]), faults);
        return faults.All.Count == 0 ? options : throw new ConfigException([.. faults.All.Select(fault => WithOrigin(fault, origins))]);
    }

    private static T Bind<T>(IConfiguration configuration, ConfigFaults faults)
        where T : class, new()
    {
        var options = (T)new ConfigBinder(faults).BindSection(typeof(T), configuration, null);
        ConfigValidator.Validate(options, faults);
        return options;
    }

    private static IConfigurationProvider? ReadFile(ConfigFile file, ConfigFaults faults)
    {
        try
        {
            using var stream = File.OpenRead(file.Path);
            return Memory(JsonKeys.Read(stream));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            if (file.IsRequired)
            {
                faults.Add(file.Path, "does not exist; name a file that does");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(file.Path, $"cannot be read: {Untrusted.Show(e.Message)}");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            faults.Add(file.Path, $"is not valid JSON: {Untrusted.Show(e.Message)}");
        }

        return null;
    }

    private static IConfigurationProvider Memory(IEnumerable<KeyValuePair<string, string?>> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().Providers.Single();

    private static ConfigFault WithOrigin(ConfigFault fault, List<(string Name, IConfigurationProvider Provider)> origins)
    {
        var index = origins.FindLastIndex(origin => origin.Provider.TryGet(fault.Key, out _));
        if (index < 0)
        {
            return fault;
        }

        var origin = origins[index].Name == EnvironmentKeys.Prefix ? EnvironmentKeys.VariableFor(fault.Key) : origins[index].Name;
        return fault with { Problem = $"{fault.Problem} (from {origin})" };
    }
}
