using System.Text.Json;
using DevChain;
using Node.Composition;
using Node.Core.Config;
using Node.Eth.Chains;
using Xunit;

namespace Node.Tests.Docs;

public sealed class ConfigurationDocTests
{
    [Fact]
    public void Every_key_of_the_configuration_is_explained()
    {
        var explained = File.ReadAllText(RepositoryFolder.Combine("docs", "operating", "configuration.md"));
        var keys = KeysOf(ConfigDump.Render(new NodeOptions())).Concat(KeysOf(ConfigDump.Render(new ChainOptions()))).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("HeadPollInterval", keys);
        Assert.All(keys, key => Assert.Contains(key, explained, StringComparison.Ordinal));
    }

    private static List<string> KeysOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. KeysOf(document.RootElement)];
    }

    private static IEnumerable<string> KeysOf(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(property => KeysOf(property.Value).Prepend(property.Name))
        : [];
}
